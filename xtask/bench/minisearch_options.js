/* How MiniSearch reads the corpus, when it is packed and when it is asked: words are runs of letters and digits, so that
   it finds what the naive scan finds. */
globalThis.miniSearchOptions = {
  fields: ["title", "text"],
  storeFields: ["title"],
  tokenize: (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
  processTerm: (term) => term,
};
