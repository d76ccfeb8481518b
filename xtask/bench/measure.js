/* Runs in every page of the benchmark: asks an engine queries and keeps the time. It judges no answer. */
(() => {
  "use strict";
  const ENOUGH = 4000; // milliseconds that one query's repeats may take together

  /* All queries once as they come, then all of them again, `repeats` times: between two asks of one query lie all the
     others, so that an engine which keeps its last answers must answer anew. Of the repeats the best counts, for what
     else the machine does only ever adds. `ask` resolves when an answer is there, `count` to how many articles it
     names. */
  window.benchMeasure = async (queries, repeats, ask, count) => {
    const found = queries.map(() => ({ cold: 0, warm: Infinity, spent: 0, count: null }));
    for (const [n, query] of queries.entries()) {
      const begun = performance.now();
      found[n].took = await ask(query);
      found[n].cold = performance.now() - begun;
      found[n].count = await count(query);
    }
    for (let round = 0; round < repeats; round++) {
      for (const [n, query] of queries.entries()) {
        const one = found[n];
        if (round > 1 && one.spent > ENOUGH) continue;
        const begun = performance.now();
        await ask(query);
        const took = performance.now() - begun;
        one.warm = Math.min(one.warm, took);
        one.spent += took;
      }
    }
    return found;
  };
})();
