import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Harness, startHarness } from '../harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('the OpenAPI document', () => {
  it('is the same as JSON and as YAML, and needs no key', async () => {
    const json = await harness.app.inject('/openapi.json');
    expect(json.headers['content-type']).toMatch(/^application\/json/);
    expect(json.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Unlatch' } });
    const yaml = await harness.app.inject('/openapi.yaml');
    expect(yaml.headers['content-type']).toBe('application/yaml');
    expect(parse(yaml.body)).toEqual(json.json());
  });

  it('has a target for each of its references', async () => {
    const document = (await harness.app.inject('/openapi.json')).json();
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
    const targets = new Set([...references].map(([, pointer = '']) => pointer));
    expect(targets.size).toBeGreaterThan(0);
    for (const pointer of targets) expect(document).toHaveProperty(pointer.split('/'));
  });

  it('names every status that an operation answers, and the root key that it needs', async () => {
    const document = (await harness.app.inject('/openapi.json')).json();
    expect(document.security).toEqual([{ rootKey: [] }]);
    const { responses } = document.paths['/v2/keys.createKey'].post;
    expect(Object.keys(responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '408',
      '409',
      '412',
      '413',
      '415',
      '429',
      '500',
      '503',
    ]);
  });

  it('names for every operation the headers that a client needs to pace itself', async () => {
    const { paths } = (await harness.app.inject('/openapi.json')).json();
    const counts = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
    for (const path of Object.keys(paths)) {
      const { responses } = paths[path].post;
      expect(Object.keys(responses['200'].headers)).toEqual(counts);
      expect(Object.keys(responses['429'].headers)).toEqual([...counts, 'Retry-After']);
      expect(Object.keys(responses['503'].headers)).toEqual(['Retry-After']);
      expect(Object.keys(responses['401'].headers)).toEqual(['WWW-Authenticate']);
    }
  });

  it('names all of these headers that a response has', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('workspace.updateWorkspace', { apiRequestsPerMinute: 2 });
    const { paths } = (await harness.app.inject('/openapi.json')).json();
    const { responses } = paths['/v2/workspace.getWorkspace'].post;
    const headers = { authorization: `Bearer ${workspace.rootKey}` };
    const request = { method: 'POST', url: '/v2/workspace.getWorkspace', headers } as const;
    for (const status of [200, 200, 429]) {
      const answer = await harness.app.inject({ ...request, payload: {} });
      expect(answer.statusCode).toBe(status);
      const named = Object.keys(responses[status].headers).map((name) => name.toLowerCase());
      const sent = Object.keys(answer.headers).filter((name) => /^ratelimit|^retry/.test(name));
      expect(sent.toSorted()).toEqual(named.toSorted());
    }
  });
});

describe('the reference page', () => {
  it('loads nothing from another host', async () => {
    const page = await harness.app.inject('/reference/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.body).not.toMatch(/(?:https?:)?\/\/[\w.-]+\.\w/);
    const scripts = [...page.body.matchAll(/<script src="([^"]+)"/g)].map(([, path]) => path);
    expect(scripts).toEqual(['scalar.js', 'start.js']);
    for (const name of scripts) {
      const script = await harness.app.inject(`/reference/${name}`);
      expect(script.statusCode).toBe(200);
      expect(script.headers['content-type']).toMatch(/javascript/);
    }
    expect((await harness.app.inject('/reference/start.js')).body).toContain('../openapi.json');
  });

  it('is found without the slash, too', async () => {
    const { statusCode, headers } = await harness.app.inject('/reference');
    expect(statusCode).toBe(301);
    expect(headers.location).toBe('reference/');
  });
});
