//! Reading the form of an import.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use headlight_core::{ImportOptions, ModelId};
use utoipa::ToSchema;

use super::upload::Upload;
use crate::app::App;
use crate::error::{ApiError, Code};

/// A file of weights and what is said with it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "documents the form")]
pub(super) struct ImportForm {
    /// The weights: safetensors, or a PyTorch file, of which nothing is executed.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The name that the model shall have: letters, digits, dots, underscores, hyphens.
    id: String,
    /// The id of a known model of the same architecture and sizes.
    like: Option<String>,
    /// Heads in each layer, where `like` does not say it.
    heads: Option<u16>,
    /// The id of a known model that reads text the same way.
    tokenizer: Option<String>,
    /// The name of the matrix that is the classification head, where several could be.
    head: Option<String>,
    /// A classifier's labels by output, separated by commas.
    labels: Option<String>,
}

/// The form, its file on disk.
pub(super) struct Form {
    pub upload: Upload,
    pub options: ImportOptions,
}

/// Fields that are text.
const TEXTS: [&str; 6] = ["id", "like", "heads", "tokenizer", "head", "labels"];

/// How long such a text may be.
const MAX_TEXT_BYTES: usize = 4096;

/// Reads the whole form. Where it is refused in its midst, the rest is thrown away: a browser shows
/// an answer only once it has sent everything.
pub(super) async fn read(app: &App, mut multipart: Multipart) -> Result<Form, ApiError> {
    let form = fields(app, &mut multipart).await;
    if form.is_err() {
        while let Ok(Some(_)) = next(app, &mut multipart).await {}
    }
    form
}

/// Reads the fields in any order; those that are empty are as good as left out.
async fn fields(app: &App, multipart: &mut Multipart) -> Result<Form, ApiError> {
    let mut file = None;
    let mut texts = Texts::default();
    while let Some(field) = next(app, multipart).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let again = match TEXTS.into_iter().find(|text| *text == name) {
            Some(known) => texts.0.insert(known, text(app, field).await?).is_some(),
            None if name == "file" => file.replace(Upload::receive(app, field).await?).is_some(),
            None => {
                return Err(misfit(format!(
                    "The form has a field `{name:.40}`, which is not known."
                )));
            }
        };
        if again {
            return Err(misfit(format!("The form has the field `{name}` twice.")));
        }
        if name == "id" {
            // Not after two gigabytes.
            texts.new_id(app)?;
        }
    }
    let missing = || misfit("The form has no `file`.");
    Ok(Form {
        upload: file.ok_or_else(missing)?,
        options: texts.options(app)?,
    })
}

/// A name that is listed already is not given again.
pub(super) fn refuse_known(app: &App, id: &ModelId) -> Result<(), ApiError> {
    if !app.knows(id) {
        return Ok(());
    }
    let detail = format!("There is a model “{id}” already: choose another name.");
    Err(ApiError::new(Code::ModelExists, detail))
}

#[derive(Default)]
struct Texts(BTreeMap<&'static str, String>);

impl Texts {
    fn get(&self, name: &str) -> Option<&str> {
        let text = self.0.get(name)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn options(&self, app: &App) -> Result<ImportOptions, ApiError> {
        Ok(ImportOptions {
            id: self.new_id(app)?,
            like: self.known(app, "like")?,
            heads: self.heads()?,
            tokenizer: self.known(app, "tokenizer")?,
            head: self.get("head").map(str::to_owned),
            labels: self.labels()?,
        })
    }

    fn new_id(&self, app: &App) -> Result<ModelId, ApiError> {
        let id = self.get("id").unwrap_or_default();
        let id =
            ModelId::parse(id).map_err(|error| misfit(format!("`id` does not fit. {error}")))?;
        refuse_known(app, &id)?;
        Ok(id)
    }

    fn known(&self, app: &App, name: &str) -> Result<Option<ModelId>, ApiError> {
        let model = self.get(name).map(|id| app.model(id)).transpose()?;
        Ok(model.map(|model| model.info.id.clone()))
    }

    fn heads(&self) -> Result<Option<u16>, ApiError> {
        let Some(heads) = self.get("heads") else {
            return Ok(None);
        };
        let number = heads.parse().ok().filter(|heads| *heads > 0);
        let unfit = || {
            misfit(format!(
                "`heads` must be a number from 1 on, not “{heads:.20}”."
            ))
        };
        number.ok_or_else(unfit).map(Some)
    }

    fn labels(&self) -> Result<Vec<String>, ApiError> {
        let labels = self.get("labels").into_iter();
        let labels = labels.flat_map(|labels| labels.split(',')).map(str::trim);
        let labels: Vec<String> = labels.map(str::to_owned).collect();
        if labels.iter().any(String::is_empty) {
            return Err(misfit("`labels` has an empty label between its commas."));
        }
        Ok(labels)
    }
}

async fn next<'a>(app: &App, form: &'a mut Multipart) -> Result<Option<Field<'a>>, ApiError> {
    let field = in_time(app, form.next_field()).await?;
    field.map_err(|error| broken(app, &error))
}

async fn text(app: &App, mut field: Field<'_>) -> Result<String, ApiError> {
    let mut bytes = Vec::new();
    while let Some(piece) = in_time(app, field.chunk())
        .await?
        .map_err(|e| broken(app, &e))?
    {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MAX_TEXT_BYTES {
            let detail = format!("A text of the form is longer than {MAX_TEXT_BYTES} bytes.");
            return Err(misfit(detail));
        }
    }
    String::from_utf8(bytes).map_err(|_bytes| misfit("A text of the form is not UTF-8."))
}

/// Waits for the next piece, but not for ever.
pub(super) async fn in_time<T>(app: &App, piece: impl Future<Output = T>) -> Result<T, ApiError> {
    let piece = tokio::time::timeout(app.deadline, piece).await;
    piece.map_err(|_elapsed| {
        let seconds = app.deadline.as_secs_f32();
        let detail = format!("Nothing more of the file came for {seconds} seconds.");
        ApiError::new(Code::Deadline, detail)
    })
}

/// What cannot be read as a form to its end.
pub(super) fn broken(app: &App, error: &MultipartError) -> ApiError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large(app);
    }
    misfit("The form broke off before its end, or is none.")
}

/// The form is larger than it may be.
pub(super) fn too_large(app: &App) -> ApiError {
    let detail = format!("The file is larger than {} bytes.", app.import_bytes);
    ApiError::new(Code::BodyTooLarge, detail)
}

fn misfit(detail: impl Into<std::borrow::Cow<'static, str>>) -> ApiError {
    ApiError::new(Code::BadRequest, detail)
}
