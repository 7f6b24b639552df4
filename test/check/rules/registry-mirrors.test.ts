import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf } from '../diagnose.ts';

const mirror = (text: string): string =>
  twoHosts(`docker: { daemon: { registry-mirrors: [${JSON.stringify(text)}] } }\n`);

test('a mirror with which Docker does not start is refused', () => {
  for (const text of [
    'mirror.example.com',
    'mirror.example.com:5000',
    'https:mirror.example.com',
    'https:///mirror.example.com',
    'https://',
    'ftp://mirror.example.com',
    'file:///srv/mirror',
    'https://mirror.example.com?a=b',
    'https://mirror.example.com/#a',
    'https://mirror example.com',
    ' https://mirror.example.com',
    'https://mirror.example.com\t',
    '',
  ]) {
    expect([text, codesOf(mirror(text))]).toEqual([text, ['MI0619']]);
  }
});

test('the forms that Docker takes are free', () => {
  for (const text of ['https://mirror.example.com', 'http://10.0.0.5:5000/', 'https://mirror.example.com/hub']) {
    expect([text, codesOf(mirror(text))]).toEqual([text, []]);
  }
});
