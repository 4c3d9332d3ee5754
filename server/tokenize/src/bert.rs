//! BERT's tokenizer (Devlin et al. 2018), which DistilBERT and ELECTRA share: clean words, WordPiece,
//! `[CLS] a [SEP] b [SEP]`.

use crate::TokenizeError;
use crate::config::TokenizerConfig;
use crate::folder::Folder;
use crate::named::{Named, text};
use crate::normalise::Normaliser;
use crate::pipeline::Pipeline;
use crate::subwords::{Piece, Subwords};
use crate::template::Template;
use crate::vocabulary::Vocabulary;
use crate::wordpiece::WordPiece;

/// Cleans a text into words and cuts these into pieces.
pub(crate) struct Bert {
    normaliser: Normaliser,
    wordpiece: WordPiece,
}

/// Opens `vocab.txt`.
pub(crate) fn open(folder: &Folder<'_>) -> Result<Pipeline<Bert>, TokenizeError> {
    let lines = folder.text("vocab.txt")?;
    let named = folder.named(Named::bert());
    let subwords = Bert {
        normaliser: normaliser(&folder.config),
        wordpiece: WordPiece::new(&lines, text(named.unk_token.as_ref()))?,
    };
    let mut vocabulary = Vocabulary::from_lines(&lines);
    Ok(Pipeline {
        specials: folder.specials(&named, &mut vocabulary)?,
        template: Template::bert(&named, &vocabulary, folder.model.segments())?,
        mask: vocabulary.id(text(named.mask_token.as_ref())),
        vocabulary,
        subwords,
    })
}

fn normaliser(config: &TokenizerConfig) -> Normaliser {
    let lower_case = config.do_lower_case.unwrap_or(true);
    Normaliser {
        lower_case,
        strip_accents: config.strip_accents.unwrap_or(lower_case),
        split_chinese: config.tokenize_chinese_chars.unwrap_or(true),
    }
}

impl Subwords for Bert {
    fn pieces(&self, stretch: &str, first: usize) -> Vec<Piece> {
        let words = self.normaliser.words(stretch, first as u32);
        self.wordpiece.pieces(&words)
    }
}
