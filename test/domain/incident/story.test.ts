import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../../domain/access/viewer.ts';
import type { Actor, Key } from '../../../domain/event/event.ts';
import type { IncidentFact } from '../../../domain/incident/incident.ts';
import type { Noted } from '../../../domain/incident/note.ts';
import { lineText } from '../../../domain/incident/outward.ts';
import { storyOf, tellStory, type Happened } from '../../../domain/incident/story.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import { declared, fact, incident, number, t0 } from './an-incident.ts';

const minute = 60_000;
const names: Readonly<Record<string, string>> = { ana: 'Ana', bo: '薄伯', chen: 'Chen' };
const name = (person: string): string => names[person] ?? person;
const source = { adapter: 'slack', conv: 'C1', msg: '170.1', url: 'https://acme.slack.com/archives/C1/p1701' };
const picture = { id: 'f1', name: 'curve.png', type: 'image/png', size: 9, width: 3, height: 2 };
const asBo: Viewer = { person: 'bo', roles: ['responder'] };

const noted = (data: Noted, at = t0 + 10 * minute, by: Actor = 'person:ana') => fact('incident.noted', data, at, by);
const amended = (note: number, text: string, at = t0 + 20 * minute) => fact('incident.amended', { note, text }, at);
const withdrawn = (note: number, because: 'hand' | 'deleted' | 'released' = 'hand') =>
  fact('incident.withdrawn', { note, because }, t0 + 30 * minute);
const captured = (more: Partial<Noted> = {}) =>
  noted(
    { note: 1, text: 'rack 4 is dark', at: t0 + 2 * minute, author: { person: 'bo' }, source, ...more },
    t0 + 10 * minute,
    'bot:story-keeper',
  );

const stored = (f: IncidentFact, key: Key = `incident:${number}`): Happened => ({ ...f, key, via: 'chat:slack' });
/** What a reader is shown of these facts, after the line of the declaration. */
function told(facts: readonly IncidentFact[], { lang = 'en', viewer = asBo }: { lang?: Lang; viewer?: Viewer } = {}) {
  const [, ...lines] = tellStory(
    [declared(), ...facts].map((f) => stored(f)),
    incident(...facts),
    { viewer, lang, name },
  );
  return lines;
}
const texts = (facts: readonly IncidentFact[], lang: Lang = 'en'): string[] => told(facts, { lang }).map((line) => lineText(line, lang));

describe('a note in the story', () => {
  const rows: [why: string, facts: IncidentFact[], en: string[], zh: string[]][] = [
    ['is said with who wrote it', [noted({ note: 1, text: 'Failover begun' })], ['Ana: Failover begun'], ['Ana：Failover begun']],
    ['of before notes had numbers is as it was', [noted({ text: 'old' })], ['Ana: old'], ['Ana：old']],
    ['taken from a chat is said with its author', [captured()], ['薄伯: rack 4 is dark'], ['薄伯：rack 4 is dark']],
    [
      'by somebody nobody here knows has the name of the chat',
      [captured({ author: { name: 'Vera (guest)' } })],
      ['Vera (guest): rack 4 is dark'],
      ['Vera (guest)：rack 4 is dark'],
    ],
    [
      'says what it says by now, once',
      [noted({ note: 1, text: 'frist' }), amended(1, 'second'), amended(1, 'third')],
      ['Ana: third (edited)'],
      ['Ana：third（已编辑）'],
    ],
    [
      'written anew with the same words was not edited',
      [noted({ note: 1, text: 'same' }), amended(1, 'same')],
      ['Ana: same'],
      ['Ana：same'],
    ],
    [
      'that was withdrawn leaves a line without its words',
      [noted({ note: 1, text: 'a password', files: [picture] }), withdrawn(1)],
      ['A note by Ana was withdrawn'],
      ['Ana 的记录已撤回'],
    ],
    ['whose message was deleted says so', [captured(), withdrawn(1, 'deleted')], ['A message by 薄伯 was deleted'], ['薄伯 的消息已删除']],
    [
      'that nobody marks any more says so',
      [captured(), withdrawn(1, 'released')],
      ['A message by 薄伯 was withdrawn from the timeline'],
      ['薄伯 的消息已从时间线撤回'],
    ],
    [
      'that is withdrawn does not come back by being changed',
      [noted({ note: 1, text: 'x' }), withdrawn(1), amended(1, 'y')],
      ['A note by Ana was withdrawn'],
      ['Ana 的记录已撤回'],
    ],
    [
      'is back in its place when it is told again',
      [captured(), noted({ note: 2, text: 'later' }), withdrawn(1, 'released'), captured({ text: 'rack 4 and 5' })],
      ['薄伯: rack 4 and 5', 'Ana: later'],
      ['薄伯：rack 4 and 5', 'Ana：later'],
    ],
    [
      'marked by another is still one line',
      [captured(), fact('incident.marked', { note: 1, mark: 'x', isOn: true })],
      ['薄伯: rack 4 is dark'],
      ['薄伯：rack 4 is dark'],
    ],
    [
      'names its files, and those that could not be fetched',
      [captured({ files: [picture], lost: [{ name: 'core.dump', because: 'too-large' }] })],
      ['薄伯: rack 4 is dark [curve.png · "core.dump" could not be fetched: it is larger than 20 MB]'],
      ['薄伯：rack 4 is dark [curve.png · 无法取得文件“core.dump”：超过 20 MB]'],
    ],
    ['a change of a note that was never there is no line', [amended(7, 'x'), withdrawn(7)], [], []],
  ];
  test.each(rows)('%s', (_why, facts, en, zh) => expect([texts(facts), texts(facts, 'zh')]).toEqual([en, zh]));
});

describe('the order', () => {
  test('is when things happened: a note with an earlier time stands there', () => {
    const acked = fact('incident.acked', { person: 'ana' }, t0 + 5 * minute);
    expect(texts([acked, captured(), noted({ note: 2, text: 'now' })])).toEqual(['薄伯: rack 4 is dark', 'Ana acknowledged', 'Ana: now']);
  });
  test('of what happened at once is the order in which it was told', () => {
    const at = t0 + minute;
    expect(texts([noted({ note: 1, text: 'b' }, at), noted({ note: 2, text: 'a', at }), noted({ note: 3, text: 'c' }, at)])).toEqual([
      'Ana: b',
      'Ana: a',
      'Ana: c',
    ]);
  });
  test('follows a time that was put right', () => {
    const moved = fact('incident.amended', { note: 2, text: 'b', at: t0 + minute }, t0 + 20 * minute);
    expect(texts([noted({ note: 1, text: 'a' }), noted({ note: 2, text: 'b' }), moved])).toEqual(['Ana: b (edited)', 'Ana: a']);
  });
  test('is a day before the declaration where that is when it was', () => {
    const early = noted({ note: 1, text: 'first sign', at: t0 - 60 * minute });
    const lines = storyOf([declared(), early].map((f) => stored(f)));
    expect(lines.map((l) => [l.type, l.at])).toEqual([
      ['incident.noted', t0 - 60 * minute],
      ['incident.declared', t0],
    ]);
  });
});

describe('what a reader may do with a note', () => {
  const byHand = [noted({ note: 1, text: 'x' })];
  const rows: [why: string, facts: IncidentFact[], viewer: Viewer, may: [amend: boolean, withdraw: boolean]][] = [
    ['their own', byHand, { person: 'ana', roles: ['responder'] }, [true, true]],
    ['somebody else’s', byHand, asBo, [false, false]],
    ['any, for an operator', byHand, { person: 'bo', roles: ['operator'] }, [true, true]],
    ['nothing for who may only look', byHand, { person: 'ana', roles: ['viewer'] }, [false, false]],
    ['their own message is changed in its chat', [captured()], asBo, [false, true]],
    ['a withdrawn one is over', [...byHand, withdrawn(1)], { person: 'ana', roles: ['admin'] }, [false, false]],
  ];
  test.each(rows)('%s', (_why, facts, viewer, [amend, withdraw]) =>
    expect(told(facts, { viewer })[0]?.note).toMatchObject({ mayAmend: amend, mayWithdraw: withdraw }),
  );
});

test('a captured message stands with all that a screen needs, and nothing of it once it is withdrawn', () => {
  const [line] = told([captured({ files: [picture] })]);
  expect(line).toEqual({
    at: new Date(t0 + 2 * minute).toISOString(),
    kind: 'incident.noted',
    person: 'bo',
    via: 'chat:slack',
    text: '薄伯: rack 4 is dark',
    note: {
      number: 1,
      words: 'rack 4 is dark',
      author: '薄伯',
      editedAt: null,
      withdrawn: false,
      source: { platform: 'slack', url: source.url },
      files: [picture],
      lost: [],
      mayAmend: false,
      mayWithdraw: true,
    },
  });
  const [gone] = told([captured({ files: [picture] }), withdrawn(1, 'deleted')]);
  expect(gone?.note).toMatchObject({ words: '', files: [], withdrawn: true });
  expect(JSON.stringify(gone)).not.toMatch(/rack 4|curve/u);
});

test('a storm that goes on is one line, where it began', () => {
  const grew = (group: string, at: number) => fact('storm.grew', { tie: 'system=payments', groups: { [group]: 1 } }, at);
  expect(texts([grew('a', t0 + minute), noted({ note: 1, text: 'x' }, t0 + 2 * minute), grew('b', t0 + 3 * minute)])).toEqual([
    'A storm: 2 alert groups with system=payments came in here; nobody was called for them',
    'Ana: x',
  ]);
});

test.each([
  ['en', ['Ana acknowledged', '薄伯 is at it too (Ana has it)', 'Ana acknowledged']],
  ['zh', ['Ana 已认领', '薄伯 也加入处理（Ana 已认领）', 'Ana 已认领']],
] as const)('whoever acknowledges what somebody has joins them, in %s; given back, it is the next one’s', (lang, expected) => {
  const acked = (person: string, minutes: number) => fact('incident.acked', { person }, t0 + minutes * minute);
  const facts = [acked('ana', 1), acked('bo', 2), acked('ana', 3)];
  expect(texts(facts, lang).map((line) => line.replace(/^\S+ (?=Ana|薄伯)/u, ''))).toEqual(expected);
  const back = fact('incident.unacked', { person: 'ana', because: 'hand' }, t0 + 3 * minute);
  expect(texts([acked('ana', 1), back, acked('bo', 4)], 'en').at(-1)).toMatch(/薄伯 acknowledged$/u);
});
