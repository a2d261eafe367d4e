import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { Logger } from 'pino';
import { memoryBus } from '../adapters/bus/memory.ts';
import { outwardHttp } from '../adapters/outward/http.ts';
import { migrationNames } from '../adapters/store/migrate.ts';
import { openStore } from '../adapters/store/store.ts';
import type { StoreEngine } from '../adapters/store/engine.ts';
import { configErrorText } from '../config/config-error.ts';
import { jsonSchema } from '../config/json-schema.ts';
import { load } from '../config/load.ts';
import { fromFiles, massRemoval } from '../config/mass-removal.ts';
import { watchConfig } from '../config/reload.ts';
import type { Env, Settings } from '../config/settings.ts';
import { rulesOf, treeOf } from '../domain/alert/of-resources.ts';
import { settle } from '../domain/alert/settle.ts';
import { keyOf, type Key } from '../domain/event/event.ts';
import { firmZone } from '../domain/firm/of-firm.ts';
import type { Bot } from '../ports/bot.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { Im } from '../ports/im.ts';
import type { Settle, Store } from '../ports/store.ts';
import { SkillDoor } from './access/call-skill.ts';
import { Oidc } from './access/oidc.ts';
import { Passwords } from './access/password.ts';
import { Seal } from './access/seal.ts';
import { SetUp } from './access/set-up.ts';
import { SharedAnswers } from './access/shared-answers.ts';
import { SignIn } from './access/sign-in.ts';
import { StreamWatch } from './access/stream-watch.ts';
import { alertNews } from './alert-news.ts';
import { Auditor } from './auditor.ts';
import { botsOf } from './bots.ts';
import { Cards } from './chat/cards.ts';
import { roomWays } from './chat/room-ways.ts';
import { chatsHere } from './chats-here.ts';
import { markedAsDemo } from './demo/mark.ts';
import { ClockWatch } from './doctor/clock-watch.ts';
import { seeHere } from './doctor/see.ts';
import { accessRoutes } from './http/access-routes.ts';
import { adminRoutes, type ConfigState } from './http/admin.ts';
import { alertmanagerRoutes } from './http/alertmanager.ts';
import { auditRoutes } from './http/audit.ts';
import { chatAdminRoutes } from './http/chat-admin.ts';
import { chatRoutes } from './http/chat.ts';
import { chatCallbackRoutes } from './http/chat-callbacks.ts';
import { historyRoutes } from './http/config-history.ts';
import { writtenRoutes } from './http/config-written.ts';
import { consoleRoutes } from './http/console.ts';
import { doctorRoutes } from './http/doctor.ts';
import { exportRoutes } from './http/exports.ts';
import { healthRoutes } from './http/health.ts';
import { hookRoutes } from './http/hooks.ts';
import { liveRoutes } from './http/live.ts';
import { icsRoutes } from './http/ics.ts';
import { meRoutes } from './http/me.ts';
import { noteFileRoutes } from './http/note-files.ts';
import { mySettingsRoutes } from './http/my-settings.ts';
import { oidcCallback } from './http/oidc.ts';
import { draftRoutes } from './http/oncall-draft.ts';
import { pagerdutyRoutes } from './http/pagerduty.ts';
import { phoneRoutes } from './http/phone.ts';
import { Presence } from './http/presence.ts';
import { pushAnswerRoutes } from './http/push.ts';
import { replayRoutes } from './http/replay.ts';
import { resourceRoutes } from './http/resources.ts';
import { doorOf, seenKeeper } from './http/seen.ts';
import { forBrowsers, httpServer } from './http/server.ts';
import { skillRoutes } from './http/skills.ts';
import { wallRoutes } from './http/wall.ts';
import { welcomeRoutes } from './http/welcome.ts';
import { Heartbeat } from './heartbeat.ts';
import { metricsOf } from './metrics.ts';
import { nounsOf } from './nouns.ts';
import { engineFor, mailerFor, pusherFor } from './outside.ts';
import { performersOf } from './perform/performers.ts';
import { renderer } from './perform/views.ts';
import { carriersOf } from './phone/carriers.ts';
import { processNotes } from './process-notes.ts';
import { roundsOf } from './rounds.ts';
import { Pace } from './road/pace.ts';
import { Road, type RoadParts } from './road/road.ts';
import { secretOf } from './secret.ts';
import { loadSkills } from './skills.ts';
import { kindsHere, sources } from './sources.ts';
import { talkOf } from './talk.ts';

export interface Wired {
  readonly http: FastifyInstance;
  readonly road: Road;
  readonly store: Store;
  readonly bus: Bus;
  readonly door: SkillDoor;
  /** Looks through all that calls people, as it does by itself every few seconds. */
  readonly audit: () => Promise<void>;
  /** The one-time link with which the first user sets Tocsin up; null where there is another way in. */
  readonly setupLink: () => Promise<string | null>;
  /** Called once the address is known: cards link to it. */
  readonly listening: (origin: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface WireOptions {
  readonly settings: Settings;
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** Chats beside the built-in one; tests bring their own. */
  readonly ims?: readonly Im[];
  /** Bots that hear after the built-in ones. */
  readonly bots?: readonly Bot[];
  /** Instead of those with their full cost. */
  readonly passwords?: Passwords;
  /** Instead of the engine that the settings name; tests bring one that can die. */
  readonly engine?: StoreEngine;
  /** Who a visitor is who has not said so, and what hears of every request first. */
  readonly demo?: { readonly visitor: string; readonly onRequest: onRequestAsyncHookHandler };
}

/** The composition root: the only place that knows concretes. One straight road through all the parts, on purpose. */
export async function wire({
  settings,
  env,
  clock,
  log,
  version,
  ims: more = [],
  bots: moreBots = [],
  engine: given,
  passwords = new Passwords(),
  demo,
}: WireOptions): Promise<Wired> {
  const root = join(import.meta.dirname, '..');
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const metrics = metricsOf();
  const failed = (what: string, error: unknown, data: object): void => {
    metrics.failures.inc({ what });
    log.error({ err: error, ...data }, what);
  };

  // The store, on whichever engine is configured. The day of a number is the firm's.
  const engine = given ?? (await engineFor(settings));
  let zone = ownZone;
  const dayFormat = (at: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at).replaceAll('-', '');
  const secret = secretOf(settings.key, settings.dataDirectory);
  const seal = new Seal(secret);
  const store = await openStore(engine, { clock, dayOf: (at) => `INC-${dayFormat(at)}`, seal });
  const bus = memoryBus((error) => failed('a live reader failed', error, {}));

  // What people configure: files win over what the store holds from last time, unless they are wrong.
  let config: ConfigState = { directory: settings.configDirectory, loadedAt: clock.now(), errors: [] };
  const configured = (errors: ConfigState['errors']): void => {
    config = { ...config, loadedAt: clock.now(), errors };
    zone = firmZone(store.resources(), ownZone);
    for (const e of errors) log.error(configErrorText(e));
    bus.publish({ seq: null, type: 'config', incident: null, person: null, room: null, data: { errors: errors.length } });
  };
  const directory = settings.configDirectory;
  const loadFiles = directory === null ? null : () => load(directory, { env, kinds: kindsHere });
  const loaded = await loadFiles?.();
  // Files that have lost most of what they said are a mistake until somebody says otherwise.
  const held = loaded && massRemoval(fromFiles(store.resources().list), loaded.resources.list, directory ?? '');
  const startErrors = loaded?.errors.length === 0 && held ? [held] : (loaded?.errors ?? []);
  if (loaded && startErrors.length === 0) await store.saveResources(loaded.resources.list);
  configured(startErrors);

  // Chats and mail.
  let origin = settings.publicUrl ?? '';
  const incidentUrl = (number: string): string => `${origin}/i/${number}`;
  const outward = outwardHttp();
  const isDemo = demo !== undefined;
  const noted = (what: string, data: object): void => log.info(data, what);
  const telling = { origin: () => origin, incidentUrl, noted, failed };
  const chats = await chatsHere({ settings, env, store, clock, bus, outward, more, isDemo, ...telling });
  const ims = chats.all;
  const mailer = await mailerFor(settings, env);

  // The road, with the bots in the order in which they hear.
  const skills = await loadSkills(join(root, 'skills'));
  const render = renderer({
    store,
    clock,
    zone: ownZone,
    incidentUrl,
    alertsUrl: (text) => `${origin}/alerts?q=${encodeURIComponent(text)}`,
    groupUrl: (group) => `${origin}/alerts?group=${encodeURIComponent(group)}`,
  });
  const cards = new Cards({
    store,
    clock,
    ims,
    render: demo ? markedAsDemo(render) : render,
    secret,
  });
  const bots = botsOf(skills, moreBots);
  const carriers = carriersOf(settings, { store, clock, publicUrl: () => origin, isDemo });
  const pusher = pusherFor(demo ? {} : env, { store, seal, outward, now: () => clock.now(), origin: () => origin });
  const performers = performersOf({
    store,
    clock,
    bus,
    ims,
    chatSpec: (name) => chats.specOf(name),
    cards,
    answering: () => talk.answering,
    carriers,
    mailer,
    sources,
    intake: (delivery) => road.intake(delivery),
    pusher,
    zone: ownZone,
    origin: () => origin,
    incidentUrl,
  });
  const paced = new Pace(() => road.waiting);
  const pace = (key: Key, now: number): number => paced.next(key, now);
  const settleNow = (): Settle => {
    const resources = store.resources();
    const [tree, rules] = [treeOf(resources), rulesOf(resources)];
    return (known, deliveries) => settle(known, deliveries, { tree, rules, now: clock.now(), id: randomUUID, next: pace });
  };
  const shared = new SharedAnswers();
  const alertsTurned = alertNews(bus);
  const watch: RoadParts['watch'] = (decided) => {
    for (const { listener, decision } of decided) metrics.decisions.inc({ listener, because: decision.because.code });
    shared.touch();
    if (decided.some((d) => d.listener === 'alert-response')) alertsTurned();
  };
  const road = new Road({
    store,
    clock,
    bus,
    nouns: nounsOf(bots, { adapters: () => chats.talking.map(({ id }) => id), roomWays: (a) => roomWays(ims.get(a), chats.specOf(a)) }),
    performers,
    settle: settleNow,
    failed,
    watch,
    took: (key, ms) => paced.took(key, ms),
  });

  // What proves that whoever is called will be called on, and what somebody outside would miss.
  const auditor = new Auditor({ store, clock, send: (drafts) => road.send(drafts), metrics, failed });
  const heartbeat =
    settings.heartbeat && new Heartbeat({ url: settings.heartbeat.url, clock, ill: async () => auditor.illness(clock.now()), failed });

  // What people and machines reach it by.
  const door = new SkillDoor({ skills, store, clock, road, shared: shared.share });
  const talk = talkOf({ door, cards, store, clock, chats, road, incidentUrl });
  const surface = { store, clock, door, adminToken: settings.adminToken, ...(demo ? { visitor: demo.visitor } : {}) };
  const setUp = new SetUp(store, settings.adminToken !== null || demo !== undefined);
  const signingIn = {
    env: settings,
    ...surface,
    pusher,
    seal,
    passwords,
    setUp,
    signIn: new SignIn({ store, clock, passwords, seal }),
    oidc: settings.oidc && new Oidc(settings.oidc, { seal, clock, callback: () => origin + oidcCallback }),
    origin: () => origin,
  };
  const clocks = new ClockWatch({ wall: Date.now, count: () => performance.now() });
  const notes = processNotes({ upkeep: store.upkeep, clock, version, failed });
  const upkeeping = {
    ...surface,
    version,
    zone: ownZone,
    migrations: migrationNames,
    thisProcess: notes.now,
    see: async (askedFrom: string | null) => ({
      ...(await seeHere({ settings, isDemo: !!demo, now: clock.now(), version, config: { ...config, resources: store.duty() } })),
      upkeep: store.upkeep,
      memoryOf: (chat: string) => store.memoryOf(chat),
      ims: [...ims.values()],
      mailer,
      outward,
      pusher,
      carriers,
      jump: () => clocks.jump,
      audited: () => auditor.last,
      heartbeat: () => (heartbeat ? heartbeat.last : ('none' as const)),
      publicUrl: origin,
      isPublicUrlGiven: settings.publicUrl !== null,
      askedFrom,
    }),
  };
  const http = await httpServer(log, settings.trustedProxies);
  const { seen, refused, called } = seenKeeper(store, clock);
  if (demo) http.addHook('onRequest', demo.onRequest);
  http.addHook('onResponse', (request, reply, next) => {
    metrics.requests.observe({ surface: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
    const doorAt = reply.statusCode < 400 ? null : doorOf(request);
    if (doorAt !== null) refused(doorAt, reply.statusCode);
    next();
  });
  healthRoutes(http, { store, metrics: metrics.registry });
  alertmanagerRoutes(http, { ...surface, road, seen, startedAt: clock.now() });
  phoneRoutes(http, { store, clock, door, carriers, send: (drafts) => road.send(drafts), publicUrl: () => origin });
  chatCallbackRoutes(http, { ims, called });
  hookRoutes(http, { store, clock, road, sources, seen });
  pagerdutyRoutes(http, { store, clock, road, sources, seen });
  icsRoutes(http, signingIn);
  pushAnswerRoutes(http, surface);
  await http.register(async (browser) => {
    await forBrowsers(browser);
    skillRoutes(browser, surface);
    const presence = new Presence(bus);
    await chatRoutes(browser, { ...surface, ...talk, web: chats.web, bus, presence });
    noteFileRoutes(browser, surface);
    liveRoutes(browser, { ...surface, bus, presence, streams: new StreamWatch(store.access) });
    meRoutes(browser, { ...surface, zone: ownZone, version });
    accessRoutes(browser, signingIn);
    adminRoutes(browser, { ...surface, config: () => config, sources, origin: () => origin, schema: () => jsonSchema(kindsHere) });
    draftRoutes(browser, surface);
    const configuring = { ...surface, kinds: kindsHere, changed: () => (configured(config.errors), lookAnew()) };
    resourceRoutes(browser, configuring);
    mySettingsRoutes(browser, configuring);
    writtenRoutes(browser, { ...configuring, reload: directory === null ? null : () => reload?.check(true) ?? Promise.resolve() });
    const settingUp = { ...configuring, ims, outward, cards, origin: () => origin, env: settings, isDemo: demo !== undefined };
    chatAdminRoutes(browser, settingUp);
    wallRoutes(browser, { ...surface, zone: ownZone, version, demo: demo !== undefined });
    welcomeRoutes(browser, { ...surface, sources, chats: () => chats.talking, zone: ownZone });
    replayRoutes(browser, { ...surface, road, sources });
    for (const routes of [doctorRoutes, auditRoutes, exportRoutes, historyRoutes]) routes(browser, upkeeping);
    await consoleRoutes(browser, join(root, 'web', 'dist'));
  });

  // Who inhibits whom is found anew when the rules may be others than before.
  const inhibit = async (): Promise<void> => {
    const rules = rulesOf(store.resources());
    if (!(await store.rekeyInhibitors(rules))) return;
    const turned = { type: 'inhibition.turned', v: 1, at: clock.now(), by: 'tocsin', via: 'config' } as const;
    await road.send(rules.map(({ name }) => ({ ...turned, id: randomUUID(), key: keyOf('inhibition', name), data: { rule: name } })));
  };

  // Whoever watches a schedule looks whether it says something else now.
  const watchDuty = (): Promise<void> => {
    const look = { type: 'duty.look', v: 1, at: clock.now(), by: 'tocsin', via: 'config', data: {} } as const;
    const schedules = store.resources().all('schedule');
    return road.send(schedules.map(({ name }) => ({ ...look, id: randomUUID(), key: keyOf('rota', name) })));
  };
  const lookAnew = async (): Promise<void> => {
    await chats.look();
    await inhibit();
    await watchDuty();
  };

  // Files that change take effect at once; a bad one leaves everything as it was.
  const reload =
    directory === null || !loadFiles || !loaded
      ? null
      : watchConfig({
          directory,
          loaded: held ? { ...loaded, resources: store.resources(), errors: startErrors } : loaded,
          load: loadFiles,
          onGood: (resources) =>
            void store.saveResources(resources.list).then(
              () => {
                configured([]);
                return lookAnew();
              },
              (e: unknown) => failed('the new configuration could not be stored', e, {}),
            ),
          onBad: (errors) => configured(errors),
        });
  const rounds = roundsOf({ store, clock, clocks, auditor, heartbeat, heartbeatMs: settings.heartbeat?.everyMs ?? 0, failed });

  return {
    http,
    road,
    store,
    bus,
    door,
    audit: () => auditor.look(),
    async setupLink() {
      const token = await setUp.token();
      return token === null ? null : `${origin}/setup#${token}`;
    },
    async listening(at) {
      origin = settings.publicUrl ?? at;
      await road.start();
      await chats.listen(talk.hear);
      notes.start();
      rounds.start();
      void lookAnew().catch((e: unknown) => failed('inhibitions and shifts could not be looked at anew', e, {}));
    },
    async close() {
      rounds.stop();
      await chats.close();
      notes.stop();
      reload?.close();
      await http.close();
      await road.stop();
      await store.close();
    },
  };
}
