/** The server of the study page: what it answers, what it refuses, and that nobody can keep it from either. */
import { connect, createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage, type PageServer } from '../../src/server/page-server.ts';
import { bodyOf, rawRequest, statusOf } from './raw-request.ts';

const PAGE = '<!doctype html><title>page</title>';
const FILES = new Map([['/', { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(PAGE) }]]);

let server: PageServer;
let host: string;

beforeAll(async () => {
  server = await servePage(FILES, 0);
  host = `127.0.0.1:${server.port}`;
});

afterAll(() => server.close());

const send = (...lines: string[]) => rawRequest(server.port, [...lines, '', ''].join('\r\n'));
const get = (...headers: string[]) => send('GET / HTTP/1.1', ...headers, 'Connection: close');

describe('the server of a page', () => {
  it('gives the page, and what keeps others from it', async () => {
    const answer = await get(`Host: ${host}`);
    expect(statusOf(answer)).toBe(200);
    expect(bodyOf(answer)).toBe(PAGE);
    const headers = answer.toLowerCase();
    for (const header of [
      'content-type: text/html; charset=utf-8',
      `content-length: ${PAGE.length}`,
      'cache-control: no-store',
      "content-security-policy: frame-ancestors 'none'",
      'cross-origin-resource-policy: same-origin',
      'referrer-policy: no-referrer',
      'x-content-type-options: nosniff',
    ]) {
      expect(headers).toContain(`\r\n${header}\r\n`);
    }
    expect(headers).not.toContain('access-control');
  });

  it('gives HEAD all but the page', async () => {
    const answer = await send('HEAD / HTTP/1.1', `Host: ${host}`, 'Connection: close');
    expect(statusOf(answer)).toBe(200);
    expect(answer).toMatch(new RegExp(`content-length: ${PAGE.length}`, 'i'));
    expect(bodyOf(answer)).toBe('');
  });

  it.each(['localhost', 'LocalHost'])('is called %s as well', async (name) => {
    const own = `${name}:${server.port}`;
    expect(statusOf(await get(`Host: ${own}`, `Origin: http://${own.toLowerCase()}`))).toBe(200);
  });

  it.each([
    ['another site', 'evil.example'],
    ['another site on this port', 'evil.example:PORT'],
    ['another port', '127.0.0.1:1'],
    ['no port', '127.0.0.1'],
    ['another address of this machine', '127.0.0.2:PORT'],
    ['an address that begins alike', '127.0.0.1.evil.example:PORT'],
    ['nothing', ''],
  ])('refuses the Host of %s', async (_, name) => {
    const answer = await get(`Host: ${name.replace('PORT', String(server.port))}`);
    expect(statusOf(answer)).toBe(403);
    expect(answer).not.toContain(PAGE);
  });

  it('refuses two Hosts, though one of them is right', async () => {
    expect(statusOf(await get(`Host: ${host}`, 'Host: evil.example'))).toBe(403);
    expect(statusOf(await get('Host: evil.example', `Host: ${host}`))).toBe(403);
  });

  it.each([
    'http://evil.example',
    'null',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1',
    'http://127.0.0.1:PORT.evil.example',
  ])('refuses the Origin %s', async (origin) => {
    const answer = await get(`Host: ${host}`, `Origin: ${origin.replace('PORT', String(server.port))}`);
    expect(statusOf(answer)).toBe(403);
    expect(answer).not.toContain(PAGE);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND'])('does not do %s', async (method) => {
    const answer = await send(`${method} / HTTP/1.1`, `Host: ${host}`, 'Content-Length: 4', '', 'body');
    expect(statusOf(answer)).toBe(405);
    expect(answer).toMatch(/^allow: GET, HEAD\r$/im);
  });

  it.each([
    ['/index.html', 404],
    ['/..', 404],
    ['/../../../../etc/passwd', 404],
    ['/%2e%2e/%2e%2e/etc/passwd', 404],
    ['//evil.example/', 404],
    ['/\\..\\..', 404],
    ['/?q', 404],
    ['/%00', 404],
    ['http://127.0.0.1/', 400],
    ['http://evil.example/', 400],
    ['*', 400],
  ])('has nothing at %s', async (target, status) => {
    expect(statusOf(await send(`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close'))).toBe(status);
  });

  it('refuses what is no HTTP, and headers without end', async () => {
    expect(statusOf(await send('\u0016\u0003\u0001'))).toBe(400);
    expect(statusOf(await send('GET / HTTP/1.1'))).toBe(400);
    expect(statusOf(await send('GET / HTTP/9.9', `Host: ${host}`))).toBe(400);
    expect(statusOf(await get(`Host: ${host}`, `Cookie: ${'x'.repeat(20_000)}`))).toBe(431);
    expect(statusOf(await send(`GET /${'x'.repeat(20_000)} HTTP/1.1`, `Host: ${host}`))).toBe(431);
  });

  it('answers HTTP/1.0, where it names the host', async () => {
    expect(bodyOf(await send('GET / HTTP/1.0', `Host: ${host}`))).toBe(PAGE);
    expect(statusOf(await send('GET / HTTP/1.0'))).toBe(403);
  });

  it('answers several requests of a connection in their order', async () => {
    const answer = await send(
      'GET /no HTTP/1.1',
      `Host: ${host}`,
      '',
      'GET / HTTP/1.1',
      `Host: ${host}`,
      'Connection: close',
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  it('answers others while one is slow, and cuts that one off', async () => {
    const slow = rawRequest(server.port, `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `);
    expect(statusOf(await get(`Host: ${host}`))).toBe(200);
    expect(statusOf(await slow)).toBe(408);
  });

  it('listens on 127.0.0.1 alone', async () => {
    const others = Object.values(networkInterfaces()).flatMap((all) => all!.map(({ address }) => address));
    const addresses = [...others.filter((address) => address !== '127.0.0.1'), '::1', '127.0.0.2'];
    const answers = addresses.map((address) => {
      return new Promise((resolve) => {
        const socket = connect(server.port, address, () => resolve(address));
        socket.on('error', () => resolve('refused')).setTimeout(2_000, () => resolve('refused'));
      });
    });
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['refused']));
  });

  it('ends at once, whoever is connected', async () => {
    const other = await servePage(FILES, 0);
    const open = [rawRequest(other.port, ''), rawRequest(other.port, 'GET / HTTP/1.1\r\nHost: ')];
    await rawRequest(other.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\nConnection: close\r\n\r\n`);
    await other.close();
    expect(await Promise.all(open)).toEqual(['', '']);
  });

  it('says which port is in use, and how to do without', async () => {
    const owner = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => owner.once('listening', listening));
    const { port } = owner.address() as AddressInfo;
    await expect(servePage(FILES, port)).rejects.toMatchObject({
      code: 'E_PORT',
      exitCode: 5,
      message: `port ${port} is in use`,
      hint: 'port: 0 takes one that is free',
    });
    owner.close();
  });
});
