//! Reading JSON at the border.

use std::fmt;
use std::marker::PhantomData;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use utoipa::ToSchema;

use crate::error::{ApiError, Code};

/// How large a body may be.
pub(crate) const MAX_BODY_BYTES: usize = 256 * 1024;

/// A JSON body of at most so many bytes, whatever its content type says. (What more than the usual a route
/// takes, its layer has to allow.)
pub(crate) struct Body<T, const BYTES: usize = MAX_BODY_BYTES>(pub T);

impl<T: DeserializeOwned, S: Send + Sync, const BYTES: usize> FromRequest<S> for Body<T, BYTES> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(
                Code::BodyTooLarge,
                format!("The body is larger than {BYTES} bytes."),
            ),
            _ => ApiError::new(Code::BadRequest, "The body broke off before its end."),
        })?;
        parse(&bytes).map(|Object(body)| Self(body))
    }
}

/// Reads one JSON value, and says which field does not fit.
fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, ApiError> {
    // What is no JSON at all is told first, whatever else may be wrong before it.
    serde_json::from_slice::<IgnoredAny>(json).map_err(|error| not_json(&error))?;
    let mut reader = serde_json::Deserializer::from_slice(json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            Category::Data => ApiError::new(Code::BadRequest, misfit(&path, &error)),
            _ => not_json(&error),
        }
    })
}

fn not_json(error: &serde_json::Error) -> ApiError {
    ApiError::new(Code::BadJson, format!("The body is not JSON: {error}."))
}

fn misfit(path: &str, error: &serde_json::Error) -> String {
    match path {
        "." | "?" => format!("The body does not fit: {error}."),
        path => format!("The body does not fit at `{path}`: {error}."),
    }
}

/// An object with the fields of `T`. (By itself, serde takes a list in their order as well.)
#[derive(Debug)]
pub(crate) struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(fields)).map(Object)
            }
        }

        deserializer.deserialize_map(Fields(PhantomData))
    }
}

/// A whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = i64)]
pub(crate) struct Integer(pub i64);

/// Takes numbers of any size: what is beyond 64 bits becomes the nearest that is not, which no layer,
/// head or token can be, and so gets their error.
impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;

        impl Visitor<'_> for Whole {
            type Value = Integer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Integer, E> {
                Ok(Integer(number))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Integer, E> {
                Ok(Integer(i64::try_from(number).unwrap_or(i64::MAX)))
            }

            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Integer, E> {
                if number.fract() == 0.0 {
                    Ok(Integer(number as i64))
                } else {
                    Err(E::invalid_type(Unexpected::Float(number), &self))
                }
            }
        }

        deserializer.deserialize_any(Whole)
    }
}
