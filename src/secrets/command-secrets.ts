import { kindOfKey } from './key-kinds.ts';
import { isPlaceholder } from './placeholder.ts';
import {
  lastWordFacts,
  type OptionFact,
  optionFacts,
  readsPassword,
  type SecretKind,
  TAKES_KEYS,
} from './secret-facts.ts';
import type { SecretSpan } from './secret-span.ts';
import { type Command, commandsOf, type Word } from './shell-words.ts';

/** `sh -c "ssh host 'docker login …'"`: commands in quotes have commands in quotes. */
const DEEPEST = 3;

/** What commands in a text take or read that is secret: `docker login -p word`, `echo word | passwd --stdin`. */
export function commandSecrets(text: string, depth = 0): SecretSpan[] {
  const commands = commandsOf(text);
  const spans: SecretSpan[] = [];
  for (const [index, command] of commands.entries()) {
    spans.push(...ofCommand(command));
    if (reads(command)) spans.push(...fed(commands, index));
    if (depth === DEEPEST) continue;
    for (const { text: inner, from } of command.words) {
      if (!/\s/.test(inner)) continue;
      for (const span of commandSecrets(inner, depth + 1)) {
        spans.push({ ...span, from: from + span.from, to: from + span.to });
      }
    }
  }
  return spans;
}

const programOf = ({ text }: Word): string => text.slice(text.lastIndexOf('/') + 1);

function secretWord({ text, from, to }: Word, kind: SecretKind, skip = 0): SecretSpan[] {
  const start = skip + (/^["']/.test(text.slice(skip, skip + 1)) ? 1 : 0);
  const value = text.slice(start);
  return value === '' || isPlaceholder(value) ? [] : [{ from: from + start, to, kind }];
}

/** What `sshpass -p word` starts has options of its own. */
const REMOTE = /^(?:ssh|scp|sftp|rsync)$/;

function ofCommand({ words }: Command): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let facts: readonly OptionFact[] = [];
  let takesKeys = false;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const isOption = word.text.startsWith('-');
    const kind = isOption || takesKeys ? kindOfKey(word.text) : undefined;
    if (kind !== undefined && next && !next.text.startsWith('-') && !word.text.includes('='))
      spans.push(...secretWord(next, kind));
    if (isOption) spans.push(...facts.flatMap((fact) => ofOption(fact, word, next, words)));
    else if (/^[a-z]/i.test(programOf(word))) {
      const program = programOf(word);
      const found = optionFacts.filter(({ programs }) => programs.test(program));
      if (found.length > 0) facts = found;
      else if (REMOTE.test(program)) facts = [];
      takesKeys ||= TAKES_KEYS.test(program);
    }
  }
  return [...spans, ...ofLastWord(words)];
}

function ofOption(fact: OptionFact, word: Word, next: Word | undefined, words: readonly Word[]): SecretSpan[] {
  const { option, joined, needs, after } = fact;
  if (needs !== undefined && !words.some(({ text }) => text === needs)) return [];
  const isLong = option.startsWith('--');
  if (word.text === option)
    return joined === 'only' || !next || next.text.startsWith('-') ? [] : ofValue(next, 0, after);
  const start = isLong ? `${option}=` : option;
  return word.text.startsWith(start) ? ofValue(word, start.length, after) : [];
}

function ofValue(word: Word, skip: number, after: string | undefined): SecretSpan[] {
  const value = word.text.slice(skip).replace(/^=/, '');
  const offset = word.text.length - value.length;
  if (after === undefined) return secretWord(word, 'password', offset);
  const sign = value.indexOf(after);
  return sign === -1 ? [] : secretWord(word, 'password', offset + sign + 1);
}

function ofLastWord(words: readonly Word[]): SecretSpan[] {
  const last = words.at(-1);
  if (!last || last.text.startsWith('-')) return [];
  const fact = lastWordFacts.find(({ program }) => words.slice(0, 4).some((word) => program.test(programOf(word))));
  const needed = fact && words.findIndex(({ text }) => fact.needs.test(text));
  return needed === undefined || needed === -1 || needed >= words.length - 1 ? [] : secretWord(last, 'password');
}

/** Whether a command reads a password from its input. */
function reads({ words }: Command): boolean {
  return readsPassword.some(
    ({ program, needs }) =>
      words.slice(0, 6).some((word) => programOf(word) === program) &&
      (needs === undefined || words.some(({ text }) => text === needs)),
  );
}

/** Commands of one line before a reader that are looked at. */
const MOST_BEFORE = 8;

/** What is written into a command that reads a password: by echo or printf before it on its line, or by `<<<`. */
function fed(commands: readonly Command[], reader: number): SecretSpan[] {
  const { words, joint } = commands[reader] ?? { words: [], joint: '' };
  const at = words.findIndex(({ text }) => text === '<<<');
  const here = at === -1 ? undefined : words[at + 1];
  const spans = here ? secretWord(here, 'password') : [];
  if (joint !== '|') return spans;
  for (let index = reader - 1; index >= Math.max(0, reader - MOST_BEFORE); index -= 1) {
    const [program, ...rest] = commands[index]?.words ?? [];
    if (program && /^(?:echo|printf)$/.test(programOf(program))) {
      const told = rest.filter(({ text }) => !/^(?:-[neE]{1,3}|(?:%s|\\n|\\\\n|\s){1,8})$/.test(text));
      spans.push(...told.flatMap((word) => secretWord(word, 'password')));
    }
    if (commands[index]?.joint === '\n') break;
  }
  return spans;
}
