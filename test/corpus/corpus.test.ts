import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/diagnostics/formats.ts';
import { diagnose } from '../check/diagnose.ts';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder);
const manifests = files.filter((file) => file.endsWith('.yaml'));

test.each(manifests)('%s is told what is wrong with it', async (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const found = diagnose(text);
  expect(found).not.toEqual([]);
  const shown = formatDiagnostics('pretty', found, { file, text, color: false, tool: { version: '0' }, laws: [] });
  await expect(shown).toMatchFileSnapshot(file.replace(/\.yaml$/, '.txt'));
});

test('there are at least a hundred wrong manifests, and no snapshot without its manifest', () => {
  expect(manifests.length).toBeGreaterThanOrEqual(100);
  const snapshots = files.filter((file) => file.endsWith('.txt'));
  expect(snapshots.filter((file) => !manifests.includes(file.replace(/\.txt$/, '.yaml')))).toEqual([]);
});
