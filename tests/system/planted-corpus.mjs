// A corpus on which the heads of fixtures/planted-heads do what they were planted for.

/** `form UPOS head relation` for each word; the same sentences in every document, each of them one document. */
const SENTENCES = [
  ['the DET 2 det', 'dog NOUN 3 nsubj', 'sees VERB 0 root', 'the DET 6 det', 'old ADJ 6 amod', 'dog NOUN 3 obj', '. PUNCT 3 punct'],
  ['a DET 2 det', 'bird NOUN 0 root', 'and CCONJ 5 cc', 'a DET 5 det', 'cat NOUN 2 conj', 'near ADP 8 case', 'the DET 8 det', 'bird NOUN 2 nmod', '. PUNCT 2 punct'],
];
export const DOCUMENTS = 60;

/** The corpus as a file. */
export function conllu() {
  const documents = Array.from({ length: DOCUMENTS }, (_, number) => {
    const words = SENTENCES[number % 2].map((line) => line.split(' '));
    const rows = words.map(([form, upos, head, relation], i) => [i + 1, form, form, upos, '_', '_', head, relation, '_', '_'].join('\t'));
    const text = words.map(([form]) => form).join(' ');
    return [`# newdoc id = d${number}`, `# sent_id = s${number}`, `# text = ${text}`, ...rows, '', ''].join('\n');
  });
  return documents.join('');
}
