/** Joins documents of YAML; each is one line of flow style in the scenarios. */
export const docs = (...documents: readonly string[]): string => documents.map((d) => d.trim()).join('\n---\n');

/** A firm that speaks English in its rooms: Ana, Bo and Chen respond, Vic only looks, Max runs it. */
export const people = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
  `{ kind: person, name: ana, spec: { displayName: Ana, locale: en, email: ana@example.com, chat: { other: UANA } } }`,
  `{ kind: person, name: bo, spec: { displayName: Bo, locale: en, chat: { other: UBO } } }`,
  `{ kind: person, name: chen, spec: { displayName: 陈晨, locale: zh-CN } }`,
  `{ kind: person, name: vic, spec: { displayName: Vic, locale: en, roles: [viewer] } }`,
  `{ kind: person, name: max, spec: { displayName: Max, locale: en, roles: [admin] } }`,
  `{ kind: channel, name: ops, spec: { platform: web } }`,
);

/** Ana first, Bo five minutes later. */
export const anaThenBo = `{ kind: escalation-policy, name: default, spec: { steps: [
  { to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }], delayMinutes: 10 }] } }`;

/** Every alert becomes an incident and is shown in the channel ops. */
export const declaring = `{ kind: route, name: default, spec: { policy: default, channel: ops, declare: SEV3 } }`;

/** Every alert pages, without an incident. */
export const pagingOnly = `{ kind: route, name: default, spec: { policy: default, channel: ops } }`;

/** Alerts are shown, and wake nobody. */
export const showing = `{ kind: route, name: default, spec: { channel: ops } }`;

export const anaThenBoDeclaring = docs(people, anaThenBo, declaring);
