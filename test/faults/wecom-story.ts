import { expect } from 'vitest';
import { besideWecom } from '../harness/wecom-firm.ts';
import type { Fate } from '../harness/life.ts';
import { minutes, type World, type WorldOptions } from '../harness/world.ts';
import type { Message } from '../emulators/wecom/records.ts';
import type { Outcome as Brought } from '../emulators/wecom/courier.ts';
import type { Wecom } from '../emulators/wecom/wecom.ts';
import { docs } from '../scenarios/firm.ts';
import { difference, insists, nothingIsLeft, timeless, until } from './story.ts';

const number = 'INC-20261123-001';
const people = ['ana', 'bo'] as const;
const by = (way: string): string => `rules: { default: [{ afterMinutes: 0, by: ${way} }] }`;

/** Ana and Bo are called by WeCom. The app does not see Eve there, whose screen rings. */
const firm = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: zh-CN } }`,
  `{ kind: person, name: ana, spec: { displayName: 安娜, chat: { wecom: ana }, ${by('chat')} } }`,
  `{ kind: person, name: bo, spec: { displayName: 小博, chat: { wecom: bo }, ${by('chat')} } }`,
  `{ kind: person, name: eve, spec: { displayName: 小伊, chat: { wecom: eve }, ${by('ring')} } }`,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 30 }] } }`,
);

interface Told {
  readonly w: World;
  readonly wecom: Wecom;
}

export const cardText = ({ card }: Message): string => {
  const { main_title: title, button_list: buttons = [] } = card as {
    main_title: { title: string; desc?: string };
    button_list?: { text: string }[];
  };
  return `[${title.title} | ${title.desc ?? ''} | ${buttons.map(({ text }) => text).join(' ')}]`;
};
const readable = (m: Message): string => (m.card ? cardText(m) : m.shown.map(({ text }) => text).join(''));
const cardOf = ({ wecom }: Told, user: string, title: string): Message | undefined =>
  wecom.messages(user).findLast((m) => m.card && cardText(m).startsWith(`[${title}`));

/** What somebody wants, until it is so: they do it once, and WeCom brings again what was not taken. */
async function wants(told: Told, { isSo, act }: { isSo: () => boolean | Promise<boolean>; act: () => Promise<Brought> }): Promise<void> {
  const { w, wecom } = told;
  let isDone = false;
  await insists(w, async () => {
    if (await isSo()) return;
    const brought = isDone ? await wecom.retries('now') : [await act()];
    isDone = true;
    if (brought.some(({ acked }) => !acked)) throw new Error('it was not acknowledged');
    await w.settles();
    if (!(await isSo())) throw new Error('it was acknowledged and nothing came of it');
  });
}

async function progress(w: World): Promise<string> {
  const row = await w.db.selectFrom('incident').select('state').where('id', '=', number).executeTakeFirst();
  return row ? (JSON.parse(row.state) as { progress: string }).progress : '';
}

/** Declared by a typed command with three people of whom one cannot come, acknowledged by a number, resolved by two presses. */
async function story(told: Told): Promise<void> {
  const { w, wecom } = told;
  const [ana, bo] = [wecom.someone('ana'), wecom.someone('bo')];
  const is = (wanted: string) => async () => (await progress(w)) === wanted;
  const press = (title: string) => () => ana.presses(cardOf(told, 'ana', title) ?? expect.fail(`Ana has no card ${title}`), '解决');
  const declare = '/incident declare SEV2 委托网关拒单 people=ana,bo,eve';
  await wants(told, { isSo: async () => (await progress(w)) !== '', act: () => ana.says(declare) });
  await until(w, w.now + minutes(2));
  await wants(told, { isSo: is('acknowledged'), act: () => bo.says('1') });
  await until(w, w.now + minutes(3));
  const isAsked = (): boolean => cardOf(told, 'ana', '确认事件已解决') !== undefined;
  await wants(told, { isSo: isAsked, act: press(`${number} 委托`) });
  await until(w, w.now + minutes(1));
  await wants(told, { isSo: is('resolved'), act: press('确认事件已解决') });
  await until(w, w.now + minutes(7));
}

interface Outcome {
  readonly timeline: readonly string[];
  readonly group: readonly string[];
  readonly said: readonly string[];
}

const taskOf = (card: unknown): string => String((card as { task_id?: string } | undefined)?.task_id);
const titleOf = ({ card }: Message): string => (card as { main_title: { title: string } }).main_title.title;

/** What somebody reads in the end: a line that says of itself that it may be a repeat is none beside the first, and one card takes the place of
 *  another only where it says so. */
function linesIn({ wecom }: Told, conv: string): string[] {
  const all = wecom.messages(conv);
  // A card that is edited later does not say it any more.
  const replacing = new Set(
    wecom.calls.flatMap(({ args }) => (JSON.stringify(args).includes('取代上面的旧卡片') ? taskOf(args['template_card']) : [])),
  );
  const isRepeat = (m: Message): boolean => (m.card ? replacing.has(taskOf(m.card)) : readable(m).includes('可能重复'));
  const standing = all.filter(
    (m, i) => !m.card || !all.slice(i + 1).some((later) => later.card && titleOf(later) === titleOf(m) && isRepeat(later)),
  );
  const firsts = standing.filter((m) => m.card || !isRepeat(m)).map((m) => timeless(readable(m)));
  const again = standing.filter((m) => !m.card && isRepeat(m)).map((m) => timeless(readable(m)));
  return [...firsts, ...again.filter((line) => !firsts.includes(line))].map((line) => `${conv} | ${line}`);
}

async function outcome(told: Told): Promise<Outcome> {
  const { w, wecom } = told;
  const [group] = wecom.chats;
  const { timeline } = await w.incident(number);
  return {
    // Who came in with whom is told as it became known; that they are in is held by the group itself.
    timeline: timeline
      .filter((l) => l.kind !== 'people.joined')
      .map((l) => timeless(`${l.kind} ${l.text}`))
      .toSorted(),
    group: group ? [group.name, group.owner, [...group.users].toSorted().join()] : [],
    said: [...people, group?.chatid ?? ''].flatMap((conv) => linesIn(told, conv)).toSorted(),
  };
}

interface Ended {
  readonly expected: Outcome;
  /** Every lasting effect by name, in order. */
  readonly effects: readonly string[];
  /** Every method of WeCom that was used. */
  readonly methods: readonly string[];
}

interface Given extends Omit<WorldOptions, 'wecom'> {
  /** What goes wrong in WeCom from the start. */
  readonly wrong?: (wecom: Wecom) => void;
}

/** The story under the given fates; held against how it goes undisturbed, where that is known. */
export async function wecomStory(fates: readonly Fate[], expected: Outcome | null, { wrong, ...options }: Given = {}): Promise<Ended> {
  const told = await besideWecom({ ...options, yaml: () => firm, fates, mayFail: expected !== null });
  const { w, wecom } = told;
  try {
    wecom.user('eve', { name: '小伊', visible: false });
    wrong?.(wecom);
    await story(told);
    expect(wecom.chats, 'one group').toHaveLength(1);
    const ended = await outcome(told);
    if (expected) expect(difference(expected, ended)).toEqual([]);
    await nothingIsLeft(w);
    return { expected: ended, effects: w.life.effects, methods: [...new Set(wecom.calls.map(({ method }) => method))] };
  } catch (error) {
    const { message, actual } = error as { message: string; actual?: unknown };
    throw new Error(`${JSON.stringify(fates)} (${w.lived.join(', ')}): ${message} ${JSON.stringify(actual ?? '')}`, { cause: error });
  } finally {
    await w.close();
    await wecom.stop();
  }
}
