import type { Words } from '../../domain/text/lang.ts';
import { answerWithinMs, type Diagnosed, type Expected } from '../../ports/chat-diagnosis.ts';
import { namesText } from './amounts.ts';
import { ill, words, type Finding, type Verdict } from './check.ts';

/** How what a platform only knows by an id is called here. */
export interface Naming {
  user(id: string): string;
  group(id: string): string;
  conv(id: string): string;
}

/** Of several codes that share a form, each is one of it. */
type Of<D extends Diagnosed, C> = D extends { readonly code: infer K } ? (C extends K ? D : never) : never;

/** What is said of a platform: all that was found of one code becomes one finding, or one each. */
export type Say<D extends Diagnosed> = {
  readonly [C in D['code']]: (found: readonly Of<D, C>[], naming: Naming) => readonly Finding[];
};

/** Says in words what was found; the codes are kept, behind the name of the platform. */
export function said<D extends Diagnosed>(
  diagnosed: readonly D[],
  { say, platform, naming }: { say: Say<D>; platform: string; naming: Naming },
): Finding[] {
  const byCode = Map.groupBy(diagnosed, ({ code }) => code);
  return [...byCode].flatMap(([code, found]) => {
    const says = say[code as D['code']] as (found: readonly D[], naming: Naming) => readonly Finding[];
    return says(found, naming).map((finding) => ({ ...finding, code: `${platform}.${code}` }));
  });
}

/** What our own ends of connections say of them. */
const whys: ReadonlyMap<string, Words> = new Map([
  ['timeout', words(`${answerWithinMs / 1000} 秒内没有应答`, `no answer within ${answerWithinMs / 1000} s`)],
  ['no answer', words('没有应答', 'no answer')],
  ['no answer to our pings', words('心跳没有应答', 'no answer to our pings')],
  ['the connection ended', words('连接已断开', 'the connection ended')],
  [
    'Slack says that this app has ten connections already',
    words('Slack 说这个应用已有十个连接', 'Slack says that this app has ten connections already'),
  ],
]);

/** Why there was no answer, or a connection is gone: in words where it is ours to say, else as the outside calls it. */
export function why(raw: string): Words {
  const [, text = raw, code] = /^(.+) \((\d+)\)$/u.exec(raw) ?? [];
  const known = whys.get(text);
  if (!known) return words(raw, raw);
  return code === undefined ? known : words(`${known.zh}（${code}）`, `${known.en} (${code})`);
}

/** Several people of whom the same holds are one finding. */
export function people(verdict: Exclude<Verdict, 'well'>, is: Words, fix: Words) {
  return (found: readonly { readonly user: string }[], { user: name }: Naming): Finding[] => {
    const all = namesText(found.map(({ user }) => name(user)));
    return [ill(verdict, words(`${all.zh}：${is.zh}`, `${all.en}: ${is.en}`), fix)];
  };
}

const things: Readonly<Record<keyof Expected, Words>> = {
  users: words('人', 'people'),
  groups: words('个用户组', 'user groups'),
  convs: words('个频道', 'channels'),
};

export const notLookedAt = (found: readonly { readonly what: keyof Expected; readonly count: number; readonly raw: string }[]): Finding[] =>
  found.map(({ what, count, raw }) =>
    ill(
      'unknown',
      words(
        `还有 ${count} ${things[what].zh}没有检查（${why(raw).zh}）`,
        `${count} ${things[what].en} were not looked at (${why(raw).en})`,
      ),
      words('过一分钟再检查一次。', 'Look again in a minute.'),
    ),
  );
