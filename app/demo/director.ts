import { firmZone } from '../../domain/firm/of-firm.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { demoAlerts } from './alerts.ts';
import type { Act, Beat } from './beat.ts';
import { closingOf } from './closing.ts';
import { newcomer } from './firm.ts';
import { lineOf } from './lines.ts';
import type { Place } from './place.ts';
import { sceneOf, type Scene } from './scene.ts';
import { beatsOf, stageOf, type Stage } from './story.ts';
import type { Voices, VoiceParts } from './voices.ts';

export interface DirectorParts extends Pick<VoiceParts, 'store' | 'bus' | 'clock'> {
  readonly voices: Voices;
  readonly failed: (error: unknown) => void;
  /** How many times faster than people the colleagues are. */
  readonly pace: number;
  readonly keep: (place: Place) => void;
}

/** Between looks, and between two who speak; ms at the pace of people. */
const lookMs = 1_000;
const breathMs = 2_500;

/** Plays the colleagues: looks at what is, and lets the next beat happen when its time has come. What was played is kept after it was done, and
 *  all that a beat does is done once however often it is asked for: a kill in the middle loses and doubles nothing. */
export class Director {
  readonly #parts: DirectorParts;
  #place: Place | null = null;
  #looking: Promise<void> = Promise.resolve();
  #cancel = (): void => {};
  #isStopped = false;

  constructor(parts: DirectorParts) {
    this.#parts = parts;
  }

  get place(): Place | null {
    return this.#place;
  }

  /** Takes the story up where `place` says it is. */
  play(place: Place): void {
    this.#place = place;
    this.#parts.keep(place);
    this.#arm();
  }

  /** What the newcomer may do next; null before they came. */
  async stage(): Promise<{ stage: Stage; incident: string | null; run: number } | null> {
    const scene = await this.#scene();
    if (!scene) return null;
    const rings = await this.#parts.store.ringing(newcomer);
    return { stage: stageOf(scene, rings.length > 0), incident: scene.incident?.number ?? null, run: scene.run.number };
  }

  /** Leaves nothing of this morning burning: its alerts end, and its incident is resolved. */
  async cleansUp(): Promise<void> {
    const scene = await this.#scene();
    if (!scene) return;
    const { voices } = this.#parts;
    await voices.alerts(demoAlerts, { lang: scene.lang, over: true });
    const { incident, cast, run } = scene;
    if (incident && isOpen(incident))
      await voices.asks(cast.manager, 'incident/resolve', { incident: incident.number }, `demo/${run.number}/cleans-up`);
  }

  /** Resolves when what was begun is done. */
  idle(): Promise<void> {
    return this.#looking;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#looking;
  }

  #arm(): void {
    this.#cancel();
    if (this.#isStopped) return;
    const { clock, pace } = this.#parts;
    this.#cancel = clock.alarm(clock.now() + lookMs / pace, () => {
      this.#looking = this.#look()
        .catch((e: unknown) => this.#parts.failed(e))
        .finally(() => this.#arm());
    });
  }

  async #scene(): Promise<Scene | null> {
    const { store, clock, pace } = this.#parts;
    return this.#place && sceneOf({ store, now: clock.now(), pace, lang: this.#place.lang, run: this.#place.run });
  }

  /** One beat a look, and a breath between two. */
  async #look(): Promise<void> {
    const scene = await this.#scene();
    if (!scene || this.#isStopped) return;
    const last = Math.max(0, ...Object.values(scene.run.played));
    if (scene.now < scene.later(last, breathMs / 1000)) return;
    const beat = beatsOf(scene).find((b) => scene.run.played[b.id] === undefined && (b.due(scene) ?? Infinity) <= scene.now);
    if (beat) await this.#plays(beat, scene);
  }

  async #plays(beat: Beat, scene: Scene): Promise<void> {
    for (const [i, act] of beat.acts(scene).entries()) await this.#does(act, scene, `demo/${scene.run.number}/${beat.id}/${i}`);
    // "Play it again" may have come meanwhile: then this run is over.
    if (this.#place?.run.number !== scene.run.number) return;
    const played = { ...this.#place.run.played, [beat.id]: this.#parts.clock.now() };
    this.#place = { ...this.#place, run: { ...this.#place.run, incident: scene.incident?.number ?? null, played } };
    this.#parts.keep(this.#place);
    this.#tells(scene);
  }

  /** The coach asks again: what a beat said was heard before it was kept. */
  #tells({ incident }: Scene): void {
    if (!incident) return;
    const data = { number: incident.number };
    this.#parts.bus.publish({ seq: null, type: 'incident', incident: incident.number, person: null, room: null, data });
  }

  async #does(act: Act, scene: Scene, key: string): Promise<void> {
    const { voices, store } = this.#parts;
    switch (act.do) {
      case 'say': {
        const room = act.room ?? scene.room;
        if (room === null) return;
        if (act.room === 'ops') await voices.opens(room);
        const author = { kind: 'person', name: act.who } as const;
        return voices.says({ author, room, text: lineOf(act.line, scene), key, at: act.at });
      }
      case 'ask':
        return voices.asks(act.who, act.skill, act.input, key);
      case 'alerts':
        return voices.alerts(act.alerts, { lang: scene.lang, over: act.over });
      case 'tell-story': {
        const { incident, room, run, lang } = scene;
        if (!incident || room === null) return;
        const text = await closingOf(store, { incident, run, lang, zone: firmZone(store.resources(), 'Asia/Shanghai') });
        return voices.says({ author: { kind: 'bot', name: 'demo' }, room, text, key });
      }
    }
  }
}
