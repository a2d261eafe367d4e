import { expect, test } from 'vitest';
import { personal } from '../../app/chat/spoken.ts';
import { resourcesOf } from '../../domain/resource/resource.ts';

const known = resourcesOf([
  { kind: 'person', name: 'ana', version: 1, origin: null, spec: { roles: [], locale: 'en', chat: { slack: 'U1', wecom: 'ana.l' } } },
  { kind: 'team', name: 'payments', version: 1, origin: null, spec: { people: ['ana'], chat: { slack: 'S0PAY' } } },
] as never);

test.each<[written: string, read: string]>([
  ['<@U1> look', '@ana look'],
  ['<@team:S0PAY> and <@U1>, please', '@payments and @ana, please'],
  ['/incident declare x people=<@U1>,<@U2>', '/incident declare x people=@ana,@U2'],
  ['请<@U1>看一下', '请@ana看一下'],
  // Letters that touch it would make another word of it.
  ['cc<@U1>now', 'cc @ana now'],
  ['<@U1><@U1>', '@ana @ana'],
  ['<@U1|Ana L.> was here', '@ana was here'],
  ['<@U9> and <@team:S9> stay as they are called there', '@U9 and @S9 stay as they are called there'],
  ['<@ana.l> is somebody of another chat', '@ana.l is somebody of another chat'],
  ['nobody <here> @ana <@ x>', 'nobody <here> @ana <@ x>'],
])('%s → %s', (written, read) => expect(personal(written, 'slack', known)).toBe(read));

test('in the web chat people and teams have their own names', () =>
  expect(personal('<@ana> <@team:payments> <@zoe>', 'web', known)).toBe('@ana @payments @zoe'));
