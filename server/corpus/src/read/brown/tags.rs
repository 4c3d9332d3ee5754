//! The tags of the Brown corpus (Francis and Kučera 1979) as parts of speech of Universal
//! Dependencies.

/// What may follow a tag: part of a title, of a headline, or a word that is cited.
const CONTEXTS: [&str; 5] = ["-tl", "-hl", "-nc", "-t", "-n"];

/// The part of speech. Of a contraction (`ppss+bem`) the first part counts, of a foreign word
/// (`fw-nn`) the tag that it bears. `be`, `do` and `have` are auxiliaries, as the tags do not say where
/// they are main verbs.
pub(super) fn upos(tag: &str) -> &'static str {
    match base(tag) {
        "abl" | "abn" | "abx" | "at" | "dt" | "dti" | "dts" | "dtx" | "wdt" => "DET",
        "ap" | "jj" | "jjr" | "jjs" | "jjt" | "od" => "ADJ",
        "be" | "bed" | "bedz" | "beg" | "bem" | "ben" | "ber" | "bez" | "do" | "dod" | "doz"
        | "hv" | "hvd" | "hvg" | "hvn" | "hvz" | "md" => "AUX",
        "cc" => "CCONJ",
        "cd" => "NUM",
        "cs" => "SCONJ",
        "ex" | "pn" | "pp" | "ppl" | "ppls" | "ppo" | "pps" | "ppss" | "wp" | "wpo" | "wps" => {
            "PRON"
        }
        "in" | "rp" => "ADP",
        "nn" | "nns" | "nr" | "nrs" => "NOUN",
        "np" | "nps" => "PROPN",
        "ql" | "qlp" | "rb" | "rbr" | "rbt" | "rn" | "wql" | "wrb" => "ADV",
        "to" | "*" => "PART",
        "uh" => "INTJ",
        "vb" | "vbd" | "vbg" | "vbn" | "vbz" => "VERB",
        "." | "," | ":" | "--" | "(" | ")" | "``" | "''" | "'" => "PUNCT",
        _ => "X",
    }
}

/// The tag of the word itself: `fw-np+hvz-tl` is `np`, `pp$$` is `pp`, `md*` is `md`.
pub(super) fn base(tag: &str) -> &str {
    let mut tag = tag.strip_prefix("fw-").unwrap_or(tag);
    // A dash is a tag of its own: `---hl` is one in a headline.
    while let Some(shorter) = CONTEXTS.iter().find_map(|end| tag.strip_suffix(end)) {
        tag = shorter;
    }
    let first = tag.split('+').next().unwrap_or(tag);
    let bare = first.trim_end_matches('$');
    match bare.strip_suffix('*') {
        Some("") | None => bare,
        Some(negated) => negated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_tag_is_understood() {
        let expected = [
            ("np-tl-hl", "PROPN"),
            ("nn$", "NOUN"),
            ("pp$$", "PRON"),
            ("wp$", "PRON"),
            ("md*", "AUX"),
            ("*", "PART"),
            ("*-hl", "PART"),
            ("ppss+bem", "PRON"),
            ("fw-in+at-t", "ADP"),
            ("---hl", "PUNCT"),
            ("--", "PUNCT"),
            (".-hl", "PUNCT"),
            ("nil", "X"),
            ("", "X"),
            ("wdt+ber+pp", "DET"),
        ];
        for (tag, part) in expected {
            assert_eq!(upos(tag), part, "{tag}");
        }
    }
}
