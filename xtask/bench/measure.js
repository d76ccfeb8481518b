/* Runs in every page of the benchmark: asks an engine queries and keeps the time. It judges no answer. */
(() => {
  "use strict";
  /* Each query once as it comes, then `repeats` times; of these the best counts, for what else the machine does only
     ever adds. `ask` resolves when an answer is there, `count` to how many articles it names. */
  window.benchMeasure = async (queries, repeats, ask, count) => {
    const found = [];
    for (const query of queries) {
      const one = { cold: 0, warm: Infinity, count: null };
      const begun = performance.now();
      one.took = await ask(query);
      one.cold = performance.now() - begun;
      const enough = begun + 4000;
      for (let n = 0; n < repeats && (n < 2 || performance.now() < enough); n++) {
        const start = performance.now();
        await ask(query);
        one.warm = Math.min(one.warm, performance.now() - start);
      }
      one.count = await count(query);
      found.push(one);
    }
    return found;
  };
})();
