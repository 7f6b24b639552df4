import { manifestJsonSchema } from '../../manifest/json-schema.ts';
import { Compiler } from './compiler.ts';
import { holdsSecretText } from './holds-secret.ts';
import type { Answered, Asked, Outcome, Subject } from './messages.ts';

/** The page's worker: it compiles, so that typing never waits. */
const compiler = new Compiler();
/** A subject that waits for its turn; a newer one takes its place. */
let waiting: { readonly number: number; readonly subject: Subject } | undefined;

const send = (answered: Answered): void => self.postMessage(answered);
/** Lets messages in that have come meanwhile. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

self.addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
  try {
    if (data.id === 'compile') await compileLatest(data.number, data.question);
    else send({ number: data.number, answer: await answer(data) });
  } catch (error) {
    send({ number: data.number, fault: error instanceof Error ? error.message : String(error) });
  }
});

async function compileLatest(number: number, subject: Subject): Promise<void> {
  waiting = { number, subject };
  await pause();
  if (waiting?.number !== number) return;
  const begun = compiler.begin(subject);
  if (!begun.isPartial) return sendOutcome(number, begun);
  // A small cluster's documents are there at once: then one answer is calmer than two.
  if ((begun.mesh?.hosts.length ?? 0) > 60) {
    sendOutcome(number, begun);
    await pause();
    if (waiting.number !== number) return;
  }
  sendOutcome(number, compiler.finish(begun));
}

const sendOutcome = (number: number, answer: Outcome): void => send({ number, answer, isPartial: answer.isPartial });

async function answer(asked: Exclude<Asked, { id: 'compile' }>): Promise<unknown> {
  switch (asked.id) {
    case 'schema':
      return manifestJsonSchema();
    case 'view':
      return compiler.view(asked.question.host, asked.question.path);
    case 'document':
      return compiler.download(asked.question.host);
    case 'archive':
      return compiler.archive();
    case 'isSecret':
      return holdsSecretText(asked.question);
  }
}
