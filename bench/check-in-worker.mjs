import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

const RUNS = 5;

/** What stands in for a browser's worker: the library in a thread of its own, which is asked by message. */
const PROGRAM = `
const { parentPort } = require('node:worker_threads');
const { check } = require(${JSON.stringify(resolve('dist/index.cjs'))});
parentPort.on('message', (text) => parentPort.postMessage(check(text).length));
`;

/**
 * Seconds until a worker that has started, and has checked a manifest before, has checked it again: with one more line each
 * time, as whoever writes it asks.
 */
export async function checkInWorker(text) {
  const worker = new Worker(PROGRAM, { eval: true });
  const asked = (question) =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.postMessage(question);
    });
  try {
    await asked(text);
    const found = [];
    for (let run = 1; run <= RUNS; run += 1) {
      const begun = performance.now();
      await asked(text + '# another line\n'.repeat(run));
      found.push(performance.now() - begun);
    }
    return Number((found.toSorted((a, b) => a - b)[RUNS >> 1] / 1000).toFixed(3));
  } finally {
    await worker.terminate();
  }
}
