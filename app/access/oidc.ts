import type { Configuration } from 'openid-client';
import type { OidcSettings } from '../../config/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import { Declining } from './declining.ts';
import type { Seal } from './seal.ts';

/** What a browser brings back with it, sealed in a cookie, so that any process may finish what another began. */
export interface Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Our own page to return to. */
  readonly to: string;
  /** Who wants to link a login; null: somebody wants to come in. */
  readonly links: string | null;
  readonly until: number;
}

/** Who the other side says somebody is. */
export interface Known {
  readonly issuer: string;
  readonly sub: string;
  /** What the claim says that an admin vouches for; null without one. */
  readonly personClaim: string | null;
}

const errandMs = 10 * 60_000;
const errandPlace = 'cookie/oidc/errand';
const timeoutSeconds = 10;

/** Signing in at another place: authorization code with PKCE, state and nonce; the signature of the answer is always looked at. */
export class Oidc {
  readonly #settings: OidcSettings;
  readonly #parts: { readonly seal: Seal; readonly clock: Clock; readonly callback: () => string };
  #configuration: Promise<Configuration> | null = null;

  constructor(settings: OidcSettings, parts: { seal: Seal; clock: Clock; callback: () => string }) {
    this.#settings = settings;
    this.#parts = parts;
  }

  get issuer(): string {
    return this.#settings.issuer;
  }

  get label(): string {
    return this.#settings.label ?? new URL(this.#settings.issuer).host;
  }

  /** Where to send the browser, and what it is to bring back. Throws Declining while the other side is away. */
  async begin({ to, links }: { to: string; links: string | null }): Promise<{ url: string; errand: string }> {
    const client = await import('openid-client');
    const configuration = await this.#discovered();
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#parts.callback(),
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const errand: Errand = { state, nonce, verifier, to, links, until: this.#parts.clock.now() + errandMs };
    return { url: url.href, errand: this.#parts.seal.close(JSON.stringify(errand), errandPlace) };
  }

  /** What the browser brought back; null when it is not ours or too old. */
  errand(sealed: string | undefined): Errand | null {
    try {
      const errand = JSON.parse(this.#parts.seal.open(sealed ?? '', errandPlace)) as Errand;
      return errand.until > this.#parts.clock.now() ? errand : null;
    } catch {
      return null;
    }
  }

  /** Asks the other side who it was. `query` is what it sent the browser back with. Throws where anything is not as it must be. */
  async finish(query: string, { state, nonce, verifier }: Errand): Promise<Known> {
    const client = await import('openid-client');
    const back = new URL(this.#parts.callback());
    back.search = query;
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const claims = (await client.authorizationCodeGrant(await this.#discovered(), back, checks)).claims();
    if (!claims) throw new Error('the answer holds no id token');
    const { personClaim } = this.#settings;
    const said = personClaim === null ? null : claims[personClaim];
    return { issuer: claims.iss, sub: claims.sub, personClaim: typeof said === 'string' ? said : null };
  }

  /** Asked at first use, and again after it failed: what is away at the start must not keep us from starting. */
  #discovered(): Promise<Configuration> {
    this.#configuration ??= this.#discover().catch((e: unknown) => {
      this.#configuration = null;
      throw new Declining('oidc-away', {}, e);
    });
    return this.#configuration;
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const client = await import('openid-client');
    const execute = [client.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : [])];
    return client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: timeoutSeconds });
  }
}
