//! An index in mapped files, searched whole.

mod search;

use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;

use headlight_core::{Neighbour, Space, VectorError, VectorIndex, VectorQuery};
use memmap2::Mmap;

use super::quantise::scale;
use super::{IndexManifest, Point, Shape, State, Tokens, state_of};
use crate::map::map;
use crate::store::Corpus;
use search::Part;

/// Pairs of which the median is told.
const RANDOM_PAIRS: usize = 1000;

/// The vectors of a corpus.
pub struct FlatIndex {
    manifest: IndexManifest,
    tokens: Tokens,
    points: Vec<Vectors>,
    threads: usize,
}

/// The vectors of one point.
struct Vectors {
    point: Point,
    map: Mmap,
    /// The mean of each group, brought out when it is first asked for.
    means: OnceLock<Vec<f32>>,
}

impl FlatIndex {
    /// Opens the whole index in a folder.
    ///
    /// # Errors
    /// When it is not there, not whole or not readable.
    pub fn open(folder: &Path, corpus: &Corpus) -> io::Result<Self> {
        let State::Whole(manifest) = state_of(folder)? else {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "there is no whole index",
            ));
        };
        let shape = manifest.shape;
        let open = |point: Point| {
            let map = map(&point.file(folder))?;
            if map.len() as u64 != shape.bytes_of(point) {
                let damaged = "a file of vectors has another size";
                return Err(io::Error::new(io::ErrorKind::InvalidData, damaged));
            }
            Ok(Vectors {
                point,
                map,
                means: OnceLock::new(),
            })
        };
        let threads = std::thread::available_parallelism();
        Ok(Self {
            tokens: Tokens::read(folder, corpus, shape.tokens)?,
            points: shape.points().map(open).collect::<io::Result<_>>()?,
            threads: threads.map_or(1, NonZeroUsize::get),
            manifest,
        })
    }

    /// What it is an index of.
    pub fn manifest(&self) -> &IndexManifest {
        &self.manifest
    }

    /// Whose vectors it holds.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// A vector as it is stored, of length one, or all chosen heads' side by side.
    ///
    /// # Errors
    /// When the space is not there.
    pub fn vector(&self, space: &Space, token: usize) -> Result<Vec<f32>, VectorError> {
        let (vectors, groups) = self.vectors(space)?;
        let parts = groups
            .iter()
            .map(|group| vectors.part(&self.manifest.shape, *group).vector(token));
        Ok(parts.collect::<Vec<_>>().concat())
    }

    /// The vectors of a space, and which of its groups count.
    fn vectors(&self, space: &Space) -> Result<(&Vectors, Vec<usize>), VectorError> {
        let (point, groups) = match space {
            Space::Embedding(at) => (Point::Embedding(*at), vec![0]),
            Space::Context(layer, heads) => {
                let heads = heads.iter().map(|head| head.offset());
                (Point::Context(*layer), heads.collect())
            }
        };
        let missing = || VectorError(format!("there is no {point:?} in this index"));
        let vectors = self.points.iter().find(|vectors| vectors.point == point);
        let vectors = vectors.ok_or_else(missing)?;
        let (count, _) = self.manifest.shape.grid(point);
        if groups.is_empty() || groups.iter().any(|group| *group >= count) {
            return Err(missing());
        }
        Ok((vectors, groups))
    }

    /// The mean of each group's vectors, `[groups, size]`.
    fn means<'a>(&self, vectors: &'a Vectors) -> &'a [f32] {
        let shape = &self.manifest.shape;
        vectors.means.get_or_init(|| {
            let (groups, _) = shape.grid(vectors.point);
            let means = (0..groups).map(|group| vectors.part(shape, group).mean());
            means.collect::<Vec<_>>().concat()
        })
    }
}

impl Vectors {
    fn part(&self, shape: &Shape, group: usize) -> Part<'_> {
        let (groups, size) = shape.grid(self.point);
        let (numbers, scales) = self.map.split_at(groups * shape.tokens * size);
        Part {
            numbers: &numbers[group * shape.tokens * size..][..shape.tokens * size],
            scales: &scales[group * shape.tokens * 2..][..shape.tokens * 2],
            size,
        }
    }
}

impl Part<'_> {
    fn vector(&self, token: usize) -> Vec<f32> {
        let bytes = &self.scales[2 * token..];
        let scale = scale([bytes[0], bytes[1]]);
        let numbers = &self.numbers[token * self.size..][..self.size];
        let numbers = numbers.iter().map(|n| f32::from(n.cast_signed()) * scale);
        numbers.collect()
    }

    fn mean(&self) -> Vec<f32> {
        let count = self.scales.len() / 2;
        let mut sums = vec![0f64; self.size];
        let (scales, _) = self.scales.as_chunks::<2>();
        for (row, bytes) in self.numbers.chunks_exact(self.size).zip(scales) {
            let scale = scale(*bytes);
            for (sum, number) in sums.iter_mut().zip(row) {
                *sum += f64::from(f32::from(number.cast_signed()) * scale);
            }
        }
        let count = count.max(1) as f64;
        sums.into_iter().map(|sum| (sum / count) as f32).collect()
    }
}

impl VectorIndex for FlatIndex {
    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn nearest(&self, query: &VectorQuery<'_>) -> Result<Vec<Neighbour>, VectorError> {
        let (vectors, groups) = self.vectors(query.space)?;
        let (count, size) = self.manifest.shape.grid(vectors.point);
        if query.vector.len() != count * size {
            return Err(VectorError("the query has another length".to_owned()));
        }
        let part = |group: usize| vectors.part(&self.manifest.shape, group);
        let parts: Vec<_> = groups.iter().map(|group| part(*group)).collect();
        let query_of = |group: &usize| &query.vector[group * size..][..size];
        let queries: Vec<_> = groups.iter().map(query_of).collect();
        let means = query.centred.then(|| self.means(vectors));
        let means: Option<Vec<_>> = means.map(|means| {
            let of = |group: &usize| &means[group * size..][..size];
            groups.iter().map(of).collect()
        });
        let scan = search::Scan::new(parts, &queries, means.as_deref());
        Ok(scan.run(query, self.len(), self.threads))
    }

    fn random_pairs(&self, space: &Space, centred: bool) -> Result<f32, VectorError> {
        let (vectors, groups) = self.vectors(space)?;
        let (_, size) = self.manifest.shape.grid(vectors.point);
        let shape = &self.manifest.shape;
        let means = centred.then(|| self.means(vectors));
        let score = |(a, b): (usize, usize)| {
            let cosines = groups.iter().map(|group| {
                let part = vectors.part(shape, *group);
                let (mut a, mut b) = (part.vector(a), part.vector(b));
                if let Some(means) = means {
                    let mean = &means[group * size..][..size];
                    search::subtract(&mut a, mean);
                    search::subtract(&mut b, mean);
                }
                search::cosine(&a, &b)
            });
            cosines.sum::<f32>() / groups.len() as f32
        };
        let pairs = search::random_pairs(self.len(), RANDOM_PAIRS);
        let mut scores: Vec<f32> = pairs.into_iter().map(score).collect();
        scores.sort_by(f32::total_cmp);
        let middle = scores.len() / 2;
        Ok(match scores.len() {
            0 => 0.0,
            even if even % 2 == 0 => f32::midpoint(scores[middle - 1], scores[middle]),
            _ => scores[middle],
        })
    }
}
