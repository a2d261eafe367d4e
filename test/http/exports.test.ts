import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { csvLine, csvText } from '../../app/exports/csv.ts';
import { plainMarkdown } from '../../domain/text/markdown.ts';
import { anApp } from './an-app.ts';

/** What Python's own csv module reads out of a file: a list of rows. */
function readBack(text: string): string[][] {
  const program =
    'import csv,io,json,sys; t=sys.stdin.buffer.read().decode("utf-8-sig"); print(json.dumps(list(csv.reader(io.StringIO(t,newline="")))))';
  return JSON.parse(execFileSync('python3', ['-c', program], { input: text, encoding: 'utf8', maxBuffer: 1e9 })) as string[][];
}

const evil = '=HYPERLINK("http://evil.example")';

describe('a line of CSV', () => {
  test.each<[cell: string, back: string]>([
    ['plain', 'plain'],
    ['a, "b"\nc', 'a, "b"\nc'],
    [' spaced ', ' spaced '],
    ['中文🚨', '中文🚨'],
    [evil, `'${evil}`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
  ])('%j comes back as %j', (cell, back) => expect(readBack(csvLine([cell, 7, true, null]))).toEqual([[back, '7', 'true', '']]));
});

test('a long file is made as it is read: what nobody has taken yet is not made', async () => {
  let made = 0;
  const endless = async function* () {
    for (;;) yield [[`row ${(made += 1)}`]];
  };
  const text = csvText(['row'], endless());
  const taken: string[] = [];
  for (let n = 0; n < 3; n++) taken.push(String((await text.next()).value));
  expect([made, taken.join('')]).toEqual([3, '\u{FEFF}row\r\nrow 1\r\nrow 2\r\nrow 3\r\n']);
});

test.each<[text: string, shown: string]>([
  ['a [link](javascript:alert(1))', 'a \\[link\\]\\(javascript:alert\\(1\\)\\)'],
  ['<script>x</script>', '\\<script\\>x\\</script\\>'],
  ['# head\n- list', '\\# head - list'],
  ['- list', '\\- list'],
  ['1. list', '1\\. list'],
  ['see https://evil.example www.evil.example', 'see https\\://evil.example www\\.evil.example'],
  ['a | b & `c` *d* _e_ ~f~', 'a \\| b \\& \\`c\\` \\*d\\* \\_e\\_ \\~f\\~'],
])('%j is shown as it stands in Markdown', (text, shown) => expect(plainMarkdown(text)).toBe(shown));

describe('exports', () => {
  const app = anApp({ adminToken: 'correct-horse-battery' });
  const as = { ana: {}, bo: {}, eve: {} } as Record<string, Record<string, string>>;
  let open = '';
  let secret = '';
  beforeAll(async () => {
    for (const [person, role] of [
      ['ana', 'operator'],
      ['bo', 'responder'],
      ['eve', 'auditor'],
    ] as const)
      as[person] = { cookie: await app.login(person, role), 'accept-language': 'en' };
    const call = async (name: string, body: object) =>
      (
        await app.post<{ output: { incident: string } }>(`/api/v1/skills/${name}`, {
          body,
          headers: { ...as['ana'], 'tocsin-via': 'console' },
        })
      ).body.output;
    open = (await call('incident/declare', { title: `${evil} <b>委托</b>被拒`, severity: 'SEV1', people: ['ana', 'bo'] })).incident;
    secret = (await call('incident/declare', { title: 'Secret', severity: 'SEV2', people: ['ana'], private: true })).incident;
    await app.idle();
    await call('incident/ack', { incident: open });
    await call('incident/assign', { incident: open, role: 'commander', person: 'ana' });
    await call('incident/note', { incident: open, text: '# failing over [here](javascript:x)' });
    await call('incident/mitigate', { incident: open });
    await app.post(`/api/v1/chat/rooms/${open.toLowerCase()}/messages`, {
      body: { text: '*hello* 大家' },
      headers: { ...as['ana'], 'tocsin-via': 'console' },
    });
    await app.post('/api/v2/alerts', {
      body: [{ labels: { alertname: evil, severity: 'critical', note: 'a, "b"\nc' }, annotations: { summary: '磁盘已满' } }],
      headers: { authorization: 'Bearer correct-horse-battery' },
    });
    await app.idle();
  });

  const markdown = async (number: string, person: string, query = '', language = 'en') =>
    app.get<string>(`/api/v1/incidents/${number}/export.md${query}`, {
      headers: { ...as[person], 'accept-language': language, 'tocsin-via': 'console' },
    });

  test('the story as Markdown: milestones, roles, who was reached how, the timeline; nothing from outside makes anything', async () => {
    const { status, body, headers } = await markdown(open, 'bo');
    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
      200,
      'text/markdown; charset=utf-8',
      `attachment; filename="${open}.md"`,
    ]);
    expect(body).toContain(`# ${open} \\=HYPERLINK\\("http\\://evil.example"\\) \\<b\\>委托\\</b\\>被拒`);
    expect(body).toMatch(/\| Declared \| 2026-11-23 \d\d:30:00 \| 0:00:00 \|/u);
    expect(body).toMatch(/\| Acknowledged \|.*\n\| Mitigated \|/u);
    expect(body).toContain('- Incident Commander: 安娜');
    expect(body).toMatch(/\| 安娜 \| acknowledged/u);
    expect(body).toContain('\\# failing over \\[here\\]\\(javascript:x\\)');
    expect(body).not.toContain('hello');
    expect(body).not.toMatch(/[^\\]\]\(|<b>/u);
  });
  test('in Chinese, with the chat where it is asked for', async () => {
    const { body } = await markdown(open, 'bo', '?chat=1', 'zh-CN');
    expect(body).toContain('## 时间线');
    expect(body).toMatch(/## 聊天记录[\s\S]*\*\*安娜\*\* \\\*hello\\\* 大家/u);
  });
  test('a private one only for who may see it, and says that it is private', async () => {
    expect((await markdown(secret, 'bo')).status).toBe(404);
    expect((await markdown(secret, 'eve')).status).toBe(200);
    expect((await markdown(secret, 'ana')).body).toContain('do not pass this on');
  });

  const sheet = async (path: string, person: string): Promise<Record<string, string>[]> => {
    const { status, body, headers } = await app.get<string>(path, { headers: { ...as[person] } });
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(body.startsWith('\u{FEFF}')).toBe(true);
    const [head = [], ...rows] = readBack(body);
    return rows.map((row) => Object.fromEntries(head.map((name, i) => [name.split(' (')[0], row[i] ?? ''])));
  };

  test('incidents as CSV, private ones only for who may see them, narrowed as the list is', async () => {
    const seen = await sheet('/api/v1/incidents.csv', 'bo');
    expect(seen).toMatchObject([
      { number: open, title: `'${evil} <b>委托</b>被拒`, progress: 'mitigated', commander: 'ana', private: 'false' },
    ]);
    expect((await sheet('/api/v1/incidents.csv', 'ana')).map((r) => r['number'])).toEqual([secret, open]);
    expect(await sheet('/api/v1/incidents.csv?progress=closed', 'ana')).toEqual([]);
    expect((await app.get('/api/v1/incidents.csv?progress=gone', { headers: as['ana'] ?? {} })).status).toBe(400);
  });
  test('alerts as CSV, narrowed as the list is', async () => {
    const seen = await sheet('/api/v1/alerts.csv', 'bo');
    expect(seen).toMatchObject([{ alertname: `'${evil}`, summary: '磁盘已满', severity: 'SEV1', state: 'firing' }]);
    expect(seen[0]?.['labels']).toContain(String.raw`note="a, \"b\"\nc"`);
    expect(await sheet(`/api/v1/alerts.csv?match=${encodeURIComponent('severity="info"')}`, 'bo')).toEqual([]);
    const refused = await app.get<{ because: string }>('/api/v1/alerts.csv?match=a~b~c', { headers: as['bo'] ?? {} });
    expect([refused.status, refused.body.because]).toEqual([400, expect.stringContaining('is not a matcher')]);
  });
  test('without a login nothing leaves', async () => {
    for (const path of [
      `/api/v1/incidents/${open}/export.md`,
      '/api/v1/incidents.csv',
      '/api/v1/alerts.csv',
      '/api/v1/audit.csv',
      '/api/v1/audit',
    ])
      expect((await app.get(path)).status).toBe(401);
  });
});
