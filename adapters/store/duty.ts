import { withLinks, type ChatLink } from '../../domain/people/chat-user.ts';
import { dutyOf } from '../../domain/oncall/lay.ts';
import type { Rota } from '../../domain/oncall/rota.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import { readLinks } from './accounts-links.ts';
import { editionNow } from './editions.ts';
import type { Db } from './engine.ts';
import { readResources } from './resources.ts';
import type { Sealer } from './sealed-secrets.ts';

/** What is configured, and who therefore is on call: kept in memory, since every question of either is asked all the time. */
export class Duty {
  readonly #db: Db;
  readonly #sealer: Sealer;
  #edition: string;
  #resources: Resources;
  #rotas: ReadonlyMap<string, Rota>;
  #links: readonly ChatLink[];
  #duty: Resources | null = null;
  #changes = 0;

  private constructor(db: Db, sealer: Sealer, now: Reading) {
    this.#db = db;
    this.#sealer = sealer;
    this.#edition = now.edition;
    this.#resources = now.resources;
    this.#rotas = now.rotas;
    this.#links = now.links;
  }

  static async over(db: Db, sealer: Sealer): Promise<Duty> {
    return new Duty(db, sealer, await read(db, sealer));
  }

  get resources(): Resources {
    return this.#resources;
  }

  get rotas(): ReadonlyMap<string, Rota> {
    return this.#rotas;
  }

  /** Made when it is next asked for after a change. */
  get duty(): Resources {
    return (this.#duty ??= withLinks(dutyOf(this.#resources, this.#rotas), this.#links));
  }

  configured(resources: Resources): void {
    this.#changed(() => (this.#resources = resources));
  }

  turned(rota: Rota): void {
    this.#changed(() => (this.#rotas = new Map(this.#rotas).set(rota.schedule, rota)));
  }

  linked(links: readonly ChatLink[]): void {
    this.#changed(() => (this.#links = links));
  }

  /** Takes over what another process has written. Answers whether there was anything. */
  async look(): Promise<boolean> {
    const edition = await editionNow(this.#db);
    if (edition === this.#edition) return false;
    const before = this.#changes;
    const now = await read(this.#db, this.#sealer);
    // What this process has written meanwhile may not be in it: then the next look is right.
    if (before !== this.#changes) return false;
    this.#changed(() => {
      [this.#resources, this.#rotas, this.#links, this.#edition] = [now.resources, now.rotas, now.links, now.edition];
    });
    return true;
  }

  #changed(change: () => void): void {
    this.#changes += 1;
    this.#duty = null;
    change();
  }
}

interface Reading {
  readonly edition: string;
  readonly resources: Resources;
  readonly rotas: ReadonlyMap<string, Rota>;
  readonly links: readonly ChatLink[];
}

/** The edition first: what is written between is read again. */
async function read(db: Db, sealer: Sealer): Promise<Reading> {
  const edition = await editionNow(db);
  const resources = await readResources(db, sealer);
  const rows = await db.selectFrom('rota').select('state').orderBy('id').execute();
  const rotas = rows.map((r) => JSON.parse(r.state) as Rota);
  return { edition, resources, rotas: new Map(rotas.map((r) => [r.schedule, r])), links: await readLinks(db) };
}
