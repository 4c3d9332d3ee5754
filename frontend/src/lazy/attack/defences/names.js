/** @typedef {import('./types.js').Defence} Defence */

/** What each defence does, and its price. @type {Record<Defence, { name: string, does: string, price: string }>} */
export const DEFENCES = {
  unicode: {
    name: 'Plain characters',
    does: 'Look-alike letters, unseen characters and odd forms of letters become plain ones.',
    price: 'next to nothing; it stops tricks with characters alone.',
  },
  spelling: {
    name: 'Spelling',
    does: 'Words in no dictionary become the nearest one that is.',
    price: 'names and slang are corrected too.',
  },
  drop_unknown: {
    name: 'Drop unknown words',
    does: 'Words in no dictionary that fall into three pieces or more are left out.',
    price: 'what they said is lost, names first.',
  },
  mark_unknown: {
    name: 'Mark unknown words',
    does: 'The same words become the unknown token, so that their place stays.',
    price: 'as above; the model has seldom seen this token.',
  },
  refill: {
    name: 'Refill and vote',
    does: 'In eight copies a language model writes three words in ten anew; their mean answer counts.',
    price: 'eight texts instead of one, and fine shades are blurred.',
  },
  synonyms: {
    name: 'Synonyms and vote',
    does: 'In eight copies three words in ten become synonyms; their mean answer counts.',
    price: 'eight texts instead of one; needs WordNet.',
  },
  ensemble: {
    name: 'Both models',
    does: 'The mean of the two models answers.',
    price: 'two models instead of one; it stops what fools only one of them.',
  },
};

/** @param {Defence | null} defence */
export const nameOf = (defence) => (defence === null ? 'No defence' : DEFENCES[defence].name);
