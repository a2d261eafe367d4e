import { describe, expect, test } from 'vitest';
import { violations } from './import-table.ts';
import { tree } from './tree.ts';
import { sentence } from './violation.ts';

const planted: [promise: string, file: string, text: string, rule: string | undefined][] = [
  ['domain knows no port', 'domain/alert/sift.ts', `import type { Store } from '../../ports/store.ts';`, 'domain → ports'],
  ['domain has no clock from Node', 'domain/time/now.ts', `import { hrtime } from 'node:process';`, 'domain packages'],
  ['domain takes no package but two', 'domain/alert/route.ts', `import pino from 'pino';`, 'domain packages'],
  ['domain may use zod', 'domain/alert/signal.ts', `import { z } from 'zod';\nimport { Temporal } from 'temporal-polyfill';`, undefined],
  ['ports know domain only', 'ports/store.ts', `import { wire } from '../app/wire.ts';`, 'ports → app'],
  ['ports may use domain', 'ports/im.ts', `import type { Card } from '../domain/card/card.ts';`, undefined],
  ['skills never import bots', 'skills/incident/declare.ts', `import bot from '../../bots/on-call.ts';`, 'skills → bots'],
  ['bots never import skills', 'bots/on-call.ts', `import skill from '../skills/oncall/who.ts';`, 'bots → skills'],
  ['bots never import knowledge', 'bots/on-call.ts', `export { answer } from '../knowledge/answer.ts';`, 'bots → knowledge'],
  ['knowledge never imports skills', 'knowledge/answer.ts', `import skill from '../skills/oncall/who.ts';`, 'knowledge → skills'],
  ['adapters never import config', 'adapters/mail/smtp.ts', `import { load } from '../../config/load.ts';`, 'adapters → config'],
  ['one chat never imports another', 'adapters/im/slack/render.ts', `import { clamp } from '../wecom/render.ts';`, 'adapter to adapter'],
  ['a chat never imports the store', 'adapters/im/web/rooms.ts', `import { open } from '../../store/open.ts';`, 'adapter to adapter'],
  ['an adapter may import itself', 'adapters/im/web/rooms.ts', `import { render } from './render.ts';`, undefined],
  ['a schema is only a schema', 'adapters/im/slack/schema.ts', `import { App } from '@slack/bolt';`, 'adapter schema'],
  ['a schema does not know its adapter', 'adapters/im/slack/schema.ts', `import { render } from './render.ts';`, 'adapter schema'],
  [
    'a schema may use zod and domain',
    'adapters/mail/schema.ts',
    `import { z } from 'zod';\nimport { a } from '../../domain/a.ts';`,
    undefined,
  ],
  ['config knows no adapter', 'config/load.ts', `import { s } from '../adapters/im/slack/schema.ts';`, 'config → adapters'],
  ['the road names no adapter', 'app/road/commit.ts', `import { open } from '../../adapters/store/open.ts';`, 'app/road → adapters'],
  ['the chat ladder names no bot', 'app/chat/ladder.ts', `const bot = await import('../../bots/on-call.ts');`, 'app/chat → bots'],
  ['the road does not know the rest of app', 'app/road/lane.ts', `import { wire } from '../wire.ts';`, 'app/road → app'],
  [
    'wire may import all',
    'app/wire.ts',
    `import a from './road/lane.ts';\nimport b from '../adapters/store/open.ts';\nimport c from '../bots/b.ts';`,
    undefined,
  ],
  ['nobody imports app', 'bots/on-call.ts', `import { wire } from '../app/wire.ts';`, 'bots → app'],
  ['but test may', 'test/scenarios/world.ts', `import { wire } from '../../app/wire.ts';`, undefined],
  ['nobody imports test', 'app/main.ts', `import { until } from '../test/harness/until.ts';`, 'app → test'],
  ['the console shares no code', 'web/room.tsx', `import { say } from '../domain/incident/say.ts';`, 'web'],
  ['the console may import generated types', 'web/room.tsx', `import type { paths } from '../docs/api.d.ts';`, undefined],
  ['a type is an import too', 'domain/alert/a.ts', `type Store = import('../../ports/store.ts').Store;`, 'domain → ports'],
  ['a re-export is an import too', 'domain/alert/a.ts', `export type { Store } from '../../ports/store.ts';`, 'domain → ports'],
  ['a star is an import too', 'ports/a.ts', `export * as all from '../app/wire.ts';`, 'ports → app'],
  ['a bare import is an import too', 'ports/a.ts', `import '../app/wire.ts';`, 'ports → app'],
  ['require is an import too', 'ports/a.ts', `const wire = require('../app/wire.ts');`, 'ports → app'],
  ['no aliases', 'ports/a.ts', `import '#app/wire';`, 'relative'],
  ['nothing from outside', 'ports/a.ts', `import '../../other/a.ts';`, 'outside'],
  ['no room that the house does not have', 'lib/a.ts', `import 'zod';`, 'room'],
  ['a comment imports nothing', 'domain/a.ts', `// import '../app/wire.ts';\n/* import '../app/wire.ts'; */`, undefined],
  [
    'a text imports nothing',
    'domain/a.ts',
    'const a = `import "../app/a.ts"`, b = \'import "../app/a.ts"\', c = /import "..\\/app"/;',
    undefined,
  ],
];

describe('the import table', () => {
  test.each(planted)('%s', (_promise, file, text, rule) => {
    const found = violations(new Map([[file, `\n${text}\n`]]));
    expect(found.map((each) => [each.file, each.rule, each.line])).toEqual(rule === undefined ? [] : [[file, rule, 2]]);
  });

  test('finds a planted violation among all others', () => {
    const files = new Map<string, string>();
    for (const [, file, text] of planted) files.set(file, `${files.get(file) ?? ''}${text}\n`);
    const expected = planted.flatMap(([, , , rule]) => rule ?? []);
    expect(
      violations(files)
        .map((each) => each.rule)
        .toSorted(),
    ).toEqual(expected.toSorted());
  });

  test('is held by the real tree', () => {
    const files = tree();
    expect(files.size).toBeGreaterThan(20);
    expect(violations(files).map(sentence)).toEqual([]);
  });
});
