import { expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { minutes, world, type World } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, declaring, docs, people } from './firm.ts';

const down = { alertname: 'Down' };
interface Config {
  readonly resources: Record<string, number>;
  readonly errors: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}
const config = async (w: World): Promise<Config> => (await w.request<Config>('GET', '/api/v1/config')).body;

test('a policy that names an unknown person is an error with file and line, and the old configuration stays', async () => {
  const w = await world(anaThenBoDeclaring, { mayFail: true });
  w.configure(docs(people, anaThenBo.replace('person: bo', 'person: bob'), declaring));
  const [error] = await until(
    async () => {
      const { errors } = await config(w);
      return errors.length > 0 && errors;
    },
    { what: 'the error' },
  );
  expect(error).toMatchObject({
    file: 'tocsin.yaml',
    line: expect.any(Number),
    message: expect.stringContaining('there is no person "bob"'),
  });
  await w.signal(down);
  await w.passes(minutes(5));
  await w.paged('ana', 'bo');
});

test('a policy edited while it runs: the running calling keeps its steps, and who is on call is asked anew', async () => {
  const desk = (who: string): string =>
    `{ kind: schedule, name: desk, spec: { zone: Asia/Shanghai, layers: [{ name: all, people: [${who}] }] } }`;
  const policy = (first: string, second: string): string =>
    `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [${first}], delayMinutes: 5 }, { to: [${second}], delayMinutes: 5 }] } }`;
  const w = await world(docs(people, declaring, desk('bo'), policy('{ person: ana }', '{ schedule: desk }')));
  await w.signal(down);
  await w.paged('ana');
  w.configure(docs(people, declaring, desk('chen'), policy('{ person: max }', '{ person: max }')));
  await until(async () => JSON.stringify(await w.asks(null, 'oncall/who', {})).includes('chen'), { what: 'the new schedule' });
  await w.passes(minutes(5));
  await w.paged('ana', 'chen');
  await w.asks(null, 'incident/declare', { title: 'new' });
  await w.paged('ana', 'chen', 'max');
});

test('a person who is taken out of the configuration is no longer called, and the next step is called at once', async () => {
  const w = await world(
    docs(
      people,
      `{ kind: person, name: eli, spec: {} }`,
      declaring,
      `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: eli }] }, { to: [{ person: bo }] }] } }`,
    ),
  );
  await w.signal(down);
  w.configure(anaThenBoDeclaring);
  await until(async () => (await config(w)).resources['person'] === 5, { what: 'the new configuration' });
  await w.passes(minutes(5));
  await w.paged('ana', 'bo');
  expect(await w.timeline()).toContain('Calling Bo (step 2 had nobody)');
});

test('without any configuration alerts are grouped and shown, and nobody is paged', async () => {
  const w = await world('');
  await w.signal(down);
  await w.passes(minutes(1));
  expect((await w.room('alerts')).cards).toMatchObject([{ title: 'Down' }]);
  expect(await w.incidents()).toEqual([]);
});

test('the configuration of last time holds when a start finds the files broken', async () => {
  const w = await world(anaThenBoDeclaring, { mayFail: true });
  w.configure('{ kind: person, name: ana, spec: { roles: [boss] } }');
  await w.restart();
  await w.signal(down);
  await w.paged('ana');
});
