import { describe, expect, test } from 'vitest';
import { delivered } from '../harness/delivered.ts';
import { alertmanager } from '../../adapters/source/alertmanager/receive.ts';

const now = Date.parse('2026-11-23T01:30:00Z');
/** As Alertmanager 0.25 sends it; names made up. */
const webhook = {
  receiver: 'tocsin',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'DiskFull', instance: 'db-1', severity: 'critical' },
      annotations: { summary: 'Full' },
      startsAt: '2026-11-23T01:29:00.123456789Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prom/graph',
      fingerprint: 'a1b2c3d4e5f60718',
    },
    {
      status: 'resolved',
      labels: { alertname: 'DiskFull', instance: 'db-2' },
      annotations: {},
      startsAt: '2026-11-23T01:00:00Z',
      endsAt: '2026-11-23T01:28:00Z',
      generatorURL: '',
      fingerprint: 'a1b2c3d4e5f60719',
    },
  ],
  groupLabels: { alertname: 'DiskFull' },
  commonLabels: { alertname: 'DiskFull' },
  commonAnnotations: {},
  externalURL: 'http://am:9093',
  version: '4',
  groupKey: '{}:{alertname="DiskFull"}',
  truncatedAlerts: 0,
};
const read = (body: unknown): readonly unknown[] => {
  const got = alertmanager.read(delivered(body, now));
  return got.ok ? got.alerts.map((a) => a.posted) : expect.fail(got.because);
};

describe('a webhook', () => {
  test('is read alert by alert: the status of the group is not that of its alerts', () => {
    expect(read(webhook)).toEqual([
      {
        labels: webhook.alerts[0]?.labels,
        annotations: { summary: 'Full' },
        startsAt: '2026-11-23T01:29:00.123456789Z',
        endsAt: '9999-12-31T00:00:00Z',
        generatorURL: 'http://prom/graph',
      },
      {
        labels: webhook.alerts[1]?.labels,
        annotations: {},
        startsAt: '2026-11-23T01:00:00Z',
        endsAt: '2026-11-23T01:28:00Z',
        generatorURL: '',
      },
    ]);
  });

  test.each<[why: string, alert: object, endsAt: string]>([
    ['one that fires has no end, whatever it says', { status: 'firing', endsAt: '2026-11-23T01:35:00Z' }, '9999-12-31T00:00:00Z'],
    ['one that is resolved without an end is over now', { status: 'resolved' }, '2026-11-23T01:30:00.000Z'],
    ['so is one with the zero time', { status: 'resolved', endsAt: '0001-01-01T00:00:00Z' }, '2026-11-23T01:30:00.000Z'],
    [
      'so is one with null',
      { status: 'resolved', endsAt: null, annotations: null, startsAt: null, generatorURL: null },
      '2026-11-23T01:30:00.000Z',
    ],
  ])('%s', (_why, alert, endsAt) => expect(read({ ...webhook, alerts: [{ labels: { a: 'b' }, ...alert }] })).toMatchObject([{ endsAt }]));

  test('what is no alert goes on as it is, so that it can be named', () => {
    const odd = [null, 'text', { labels: { a: 1 }, status: 'firing' }];
    expect(read({ ...webhook, alerts: odd })).toEqual(odd);
  });

  test.each<[why: string, body: unknown, because: RegExp]>([
    ['another version', { ...webhook, version: '3' }, /^version is not "4"; this door takes the webhook of Alertmanager 0\.16 or newer$/u],
    ['no alerts', { ...webhook, alerts: undefined }, /^alerts /u],
    ['alerts that are no list', { ...webhook, alerts: {} }, /^alerts /u],
    ['nothing', undefined, /^body /u],
  ])('%s is refused with the field', (_why, body, because) => {
    expect(alertmanager.read(delivered(body, now))).toEqual({ ok: false, because: expect.stringMatching(because) as string });
  });

  test('the command to paste is one that it reads', () => {
    const [, body = ''] =
      /-d '(.*)' http/u.exec(alertmanager.setup({ url: 'http://x/hooks/a/b', origin: 'http://x', key: 'b' }).curl) ?? [];
    expect(read(JSON.parse(body))).toMatchObject([{ labels: { alertname: 'HelloTocsin' } }]);
  });
});
