import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../src/cli/play/guard.ts';

const HOSTS = ['127.0.0.1:8080', 'localhost:8080'];
const PAGE = { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-origin' };
const JSON_PAGE = { ...PAGE, 'content-type': 'application/json' };

const status = (method: string, headers: Readonly<Record<string, string>>, url = '/token/'): number | undefined =>
  refusalOf({ method, headers, url }, HOSTS, 'token')?.status;

describe('meshinit play answers', () => {
  test('its own page, and a browser that was given the URL', () => {
    expect(status('GET', PAGE)).toBeUndefined();
    expect(status('GET', { host: 'localhost:8080', 'sec-fetch-site': 'none' })).toBeUndefined();
    expect(status('PUT', JSON_PAGE, '/token/manifest')).toBeUndefined();
  });

  test('nobody without the token', () => {
    for (const url of ['/', '/manifest', '/tokem/', '/token2/', '//token/', '/TOKEN/']) {
      expect(status('GET', PAGE, url)).toBe(404);
      expect(status('PUT', JSON_PAGE, url)).toBe(404);
    }
  });

  test('nobody who calls it by another name, as DNS rebinding does', () => {
    for (const host of ['evil.example', 'evil.example:8080', '127.0.0.1', '127.0.0.1:80', '']) {
      expect(status('GET', { ...PAGE, host })).toBe(403);
    }
  });

  test('no other page', () => {
    for (const origin of [
      'http://evil.example',
      'null',
      'https://127.0.0.1:8080',
      'http://127.0.0.1:80',
      'http://localhost:8080',
    ]) {
      expect(status('PUT', { ...JSON_PAGE, origin })).toBe(403);
      expect(status('GET', { ...PAGE, origin })).toBe(403);
    }
    for (const site of ['cross-site', 'same-site']) {
      expect(status('GET', { ...PAGE, 'sec-fetch-site': site })).toBe(403);
    }
    expect(status('PUT', { ...JSON_PAGE, 'sec-fetch-site': 'none' })).toBe(403);
    expect(status('PUT', { host: PAGE.host, 'content-type': 'application/json' })).toBe(403);
  });

  test('nothing but what the page asks', () => {
    expect(status('POST', JSON_PAGE)).toBe(405);
    expect(status('DELETE', JSON_PAGE)).toBe(405);
    // What a form can send without asking first.
    expect(status('PUT', { ...PAGE, 'content-type': 'text/plain' })).toBe(415);
  });
});
