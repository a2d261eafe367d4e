import { beforeAll, describe, expect, test } from 'vitest';
import type { TimelineLine } from '../../domain/incident/outward.ts';
import { anApp, minute, t0, type Answer, type Skilled } from './an-app.ts';

describe('notes', () => {
  const app = anApp();
  const logins: Record<string, string> = {};
  let number = '';
  beforeAll(async () => {
    logins['ana'] = await app.login('ana', 'responder');
    logins['bo'] = await app.login('bo', 'responder');
    logins['max'] = await app.login('max', 'operator');
    number = await app.declares();
  });

  const asks = <T = Record<string, unknown>>(person: string, skill: string, input: object): Promise<Answer<Skilled<T>>> =>
    app.skill<T>(skill, { incident: number, ...input }, { headers: { cookie: logins[person] ?? '', 'tocsin-via': 'console' } });
  const notes = async (person = 'ana'): Promise<TimelineLine[]> => {
    const { body } = await asks<{ timeline: TimelineLine[] }>(person, 'incident/show', {});
    return body.output.timeline.filter((line) => line.note !== undefined);
  };
  const noted = async (person: string, text: string, more: object = {}): Promise<number> =>
    (await asks<{ note: number }>(person, 'incident/note', { text, ...more })).body.output.note;

  test('one with a time stands where it happened, in the zone of the firm or as said', async () => {
    app.clock.jump(30 * minute);
    await noted('ana', 'now');
    await noted('ana', 'when it began', { at: '2026-11-23T01:00:00Z' });
    const { body } = await asks<{ timeline: TimelineLine[] }>('ana', 'incident/show', {});
    expect(body.output.timeline[0]).toMatchObject({ at: '2026-11-23T01:00:00.000Z', text: '安娜: when it began' });
    expect(body.output.timeline.at(-1)).toMatchObject({ at: new Date(t0 + 30 * minute).toISOString(), text: '安娜: now' });
  });

  test.each([
    ['2026-11-23T09:00:00Z', 'still to come'],
    ['2026-11-20T09:00:00Z', 'more than a day before'],
    ['whenever', 'is no time'],
  ])('a time such as %s is refused: %s', async (at, because) => {
    const refused = await asks('ana', 'incident/note', { text: 'x', at });
    expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([400, 'at']);
    expect(refused.body.because).toContain(because);
  });

  test('is changed by whoever wrote it or an operator, and says that it was', async () => {
    const note = await noted('ana', 'frist');
    const stranger = await asks('bo', 'incident/amend', { note, text: 'mine' });
    expect([stranger.status, stranger.body.because]).toEqual([403, expect.stringContaining('somebody else')]);
    expect((await asks('ana', 'incident/amend', { note, text: 'first' })).body.output).toMatchObject({ note, existed: false });
    expect((await notes()).find((l) => l.note?.number === note)).toMatchObject({
      text: '安娜: first',
      note: { editedAt: expect.any(String), mayAmend: true },
    });
    expect((await asks('max', 'incident/amend', { note, text: 'First' })).status).toBe(200);
    expect((await notes('bo')).find((l) => l.note?.number === note)).toMatchObject({ text: '安娜: First', note: { mayAmend: false } });
  });

  test('is taken back once, and leaves a line without its words', async () => {
    const note = await noted('ana', 'the password is hunter2');
    expect((await asks('bo', 'incident/withdraw', { note })).status).toBe(403);
    const both = [await asks('ana', 'incident/withdraw', { note }), await asks('ana', 'incident/withdraw', { note })];
    expect(both.map((a) => a.body.output['existed'])).toEqual([false, true]);
    const story = await notes();
    expect(story.find((l) => l.note?.number === note)).toMatchObject({
      text: 'A note by 安娜 was withdrawn',
      note: { withdrawn: true, words: '' },
    });
    expect(JSON.stringify(story)).not.toContain('hunter2');
    const exported = await app.get<string>(`/api/v1/incidents/${number}/export.md`, {
      headers: { cookie: logins['ana'] ?? '', 'accept-language': 'en' },
    });
    expect(exported.body).toContain('的记录已撤回');
    expect(exported.body).not.toContain('hunter2');
    expect((await asks('ana', 'incident/amend', { note, text: 'back' })).status).toBe(409);
  });

  test('that is not there is refused by its field', async () => {
    for (const skill of ['incident/amend', 'incident/withdraw'])
      expect((await asks('max', skill, { note: 999, ...(skill.endsWith('amend') ? { text: 'x' } : {}) })).body.issues?.[0]?.path).toBe(
        'note',
      );
  });

  test.each(['author', 'source', 'files', 'mark', 'note'])('nobody says by the API what only a chat knows: %s', async (field) => {
    const refused = await asks('max', 'incident/note', { text: 'x', [field]: { person: 'bo' } });
    expect([refused.status, refused.body.because]).toEqual([400, expect.stringContaining(`${field}: is not a field here`)]);
  });
});
