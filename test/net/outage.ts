import { setTimeout as sleep } from 'node:timers/promises';
import { hostOf, type Place, within } from './ping.ts';

/** Between two packets, in seconds. */
const INTERVAL = 0.1;
/** So many answers show that packets pass, … */
const PASSES = 5;
/** … which a busy machine may take this long to send, in milliseconds: against hangs. */
const PATIENCE = 15_000;
/** An outage begins within this time, and is over when answers have come for this time, in seconds. */
const STEADY = 3;

/**
 * How long `from` gets no answer from `address` after an event, in seconds; 0 where hardly a packet is lost.
 * @param longest when to give up, in seconds; then this time is what comes back
 */
export async function measureOutage(
  from: Place,
  address: string,
  event: () => Promise<void>,
  longest: number,
): Promise<number> {
  const { machine } = hostOf(from);
  const ping = machine.spawn(`echo "pid $$"; exec ${within(from)}ping -n -i ${INTERVAL} -D "$1"`, address);
  const answers: number[] = [];
  let said = '';
  ping.stdout.on('data', (data) => {
    said += data;
    answers.length = 0;
    for (const [, time] of said.matchAll(/^\[([\d.]+)\] \d+ bytes/gm)) answers.push(Number(time));
  });
  const patience = Date.now() + PATIENCE;
  do await sleep(1500);
  while (answers.length < PASSES && Date.now() < patience);
  if (answers.length < PASSES) throw new Error(`${address} does not answer before the event: ${said}`);
  const before = Date.now() / 1000;
  await event();
  while (!isSteady(answers, before) && Date.now() / 1000 - before < longest) await sleep(200);
  await machine.try(`kill -INT ${/^pid (\d+)/.exec(said)?.[1]}`);
  return longestGap([...answers, ...(isSteady(answers, before) ? [] : [Date.now() / 1000])], before);
}

/** Whether answers came all the time for the last seconds, of which none was before the event. */
function isSteady(answers: readonly number[], event: number): boolean {
  const now = Date.now() / 1000;
  const recent = answers.filter((time) => time > now - STEADY);
  return now - event > STEADY && longestGap([now - STEADY, ...recent, now], 0) < 0.8;
}

function longestGap(answers: readonly number[], after: number): number {
  let longest = 0;
  for (const [index, time] of answers.entries()) {
    const previous = answers[index - 1];
    if (previous !== undefined && time > after) longest = Math.max(longest, time - previous - INTERVAL);
  }
  return longest < 0.5 ? 0 : longest;
}
