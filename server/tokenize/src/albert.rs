//! ALBERT's tokenizer (Lan et al. 2020): cleaned text, SentencePiece unigram, `[CLS] a [SEP] b [SEP]`.

use headlight_core::TokenId;

use crate::TokenizeError;
use crate::charsmap::Charsmap;
use crate::folder::Folder;
use crate::named::{Named, text};
use crate::normalise::{Placed, lower_case, strip_marks};
use crate::pipeline::Pipeline;
use crate::sentencepiece::{Role, SentencePiece};
use crate::subwords::{Piece, Subwords, extent};
use crate::template::Template;
use crate::unigram::Unigram;
use crate::vocabulary::Vocabulary;

/// How SentencePiece writes a space.
const SPACE: char = '▁';

/// Cleans a text and cuts it into pieces.
#[derive(Debug)]
pub(crate) struct Albert {
    charsmap: Charsmap,
    unigram: Unigram,
    lower_case: bool,
    keep_accents: bool,
    /// Whether all white space counts as a space.
    remove_space: bool,
}

/// Opens `spiece.model`.
pub(crate) fn open(folder: &Folder<'_>) -> Result<Pipeline<Albert>, TokenizeError> {
    let file = folder.bytes("spiece.model")?;
    let file = SentencePiece::parse(&file).map_err(TokenizeError::SentencePiece)?;
    let named = folder.named(Named::albert());
    let entries = file.pieces.iter().map(|piece| piece.entry.clone());
    let mut vocabulary: Vocabulary = entries.zip(0..).collect();
    let unknown = match file
        .pieces
        .iter()
        .position(|piece| piece.role == Role::Unknown)
    {
        Some(place) => TokenId(place as u32),
        None => vocabulary.required(text(named.unk_token.as_ref()))?,
    };
    let charsmap = Charsmap::parse(&file.charsmap);
    let damaged = TokenizeError::SentencePiece("its table of characters ends too early");
    let subwords = Albert {
        charsmap: charsmap.ok_or(damaged)?,
        unigram: Unigram::new(&file.pieces, unknown),
        lower_case: folder.config.do_lower_case.unwrap_or(true),
        keep_accents: folder.config.keep_accents.unwrap_or(false),
        remove_space: folder.config.remove_space.unwrap_or(true),
    };
    Ok(Pipeline {
        specials: folder.specials(&named, &mut vocabulary)?,
        template: Template::bert(&named, &vocabulary, folder.model.segments())?,
        mask: vocabulary.id(text(named.mask_token.as_ref())),
        vocabulary,
        subwords,
    })
}

impl Albert {
    /// The words of a stretch, a [`SPACE`] before each.
    fn words(&self, stretch: &str, first: usize) -> Vec<Placed> {
        let space = |c: char| self.remove_space && c.is_whitespace();
        let chars = stretch.chars().map(|c| if space(c) { ' ' } else { c });
        let mut chars = straight_quotes(&chars.zip(first as u32..).collect::<Vec<_>>());
        if !self.keep_accents {
            chars = strip_marks(&chars);
        }
        if self.lower_case {
            chars = lower_case(&chars);
        }
        spaced(&self.mapped(&chars))
    }

    /// Puts in place of characters what the table says.
    fn mapped(&self, chars: &[Placed]) -> Vec<Placed> {
        let text: String = chars.iter().map(|(c, _)| *c).collect();
        let mut mapped = Vec::with_capacity(chars.len());
        let (mut rest, mut chars) = (text.as_str(), chars);
        while let Some((c, _)) = chars.first() {
            let found = self.charsmap.longest(rest);
            let length = found.map_or_else(|| c.len_utf8(), |(length, _)| length);
            let (source, after) = rest.split_at(length);
            let (from, left) = chars.split_at(source.chars().count());
            let result = found.map_or(source, |(_, result)| result);
            mapped.extend(result.chars().enumerate().filter_map(|(index, c)| {
                let (_, place) = from.get(index).or_else(|| from.last())?;
                Some((c, *place))
            }));
            (rest, chars) = (after, left);
        }
        mapped
    }
}

impl Subwords for Albert {
    fn pieces(&self, stretch: &str, first: usize) -> Vec<Piece> {
        let words = self.words(stretch, first);
        let (symbols, mut places): (Vec<_>, Vec<_>) = words
            .into_iter()
            .map(|(c, place)| (c, place as usize))
            .unzip();
        places.push(first + stretch.chars().count());
        let mut pieces = Vec::new();
        let mut start = 0;
        for word in symbols.chunk_by(|_, next| *next != SPACE) {
            for (id, run) in self.unigram.pieces(word) {
                let run = start + run.start..start + run.end;
                pieces.push(Piece {
                    id,
                    chars: extent(&places, run, |symbol| symbols[symbol] == SPACE),
                    typed_special: false,
                });
            }
            start += word.len();
        }
        pieces
    }
}

/// Makes one quotation mark of two single ones; it has the place of the second.
fn straight_quotes(chars: &[Placed]) -> Vec<Placed> {
    let mut straight = Vec::with_capacity(chars.len());
    let mut chars = chars.iter().copied().peekable();
    while let Some((c, place)) = chars.next() {
        let second = chars.next_if(|(next, _)| matches!(c, '`' | '\'') && *next == c);
        straight.push(second.map_or((c, place), |(_, second)| ('"', second)));
    }
    straight
}

/// Puts a [`SPACE`] before every word, and takes all others away.
fn spaced(chars: &[Placed]) -> Vec<Placed> {
    let mut spaced = Vec::with_capacity(chars.len() + 1);
    let mut between = true;
    for &(c, place) in chars {
        if c == ' ' || c == SPACE {
            between = true;
        } else {
            if between {
                spaced.push((SPACE, place));
            }
            spaced.push((c, place));
            between = false;
        }
    }
    spaced
}
