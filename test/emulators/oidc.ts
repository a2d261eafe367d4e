import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';

/** What the emulator does wrong on purpose, to see that it is refused. */
export interface Wrong {
  readonly claims?: JWTPayload;
  readonly unsigned?: boolean;
  readonly otherKey?: boolean;
  readonly noIdToken?: boolean;
}

export interface OidcEmulator {
  readonly issuer: string;
  /** Signs somebody in at this address of ours and answers where the browser is sent back to. */
  signIn(authorizeUrl: string, sub: string, claims?: JWTPayload): string;
  wrong: Wrong;
  stop(): Promise<void>;
}

interface Grant {
  readonly sub: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
  readonly claims: JWTPayload;
}

export const oidcClient = { clientId: 'tocsin', clientSecret: 'oidc-client-secret-canary' };

/** An OpenID provider on this machine: discovery, keys, codes with PKCE, tokens signed by RS256. */
export async function startOidc(): Promise<OidcEmulator> {
  const [keys, strangers] = await Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  const state = { wrong: {} as Wrong };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function idToken({ sub, nonce, claims }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const said = { iss: issuer, aud: oidcClient.clientId, sub, nonce, iat: now, exp: now + 300, ...claims, ...state.wrong.claims };
    if (state.wrong.unsigned) return new UnsecuredJWT(said).encode();
    const { privateKey } = state.wrong.otherKey ? strangers : keys;
    return new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') return send(200, configuration(issuer));
    if (request.url === '/keys') return send(200, { keys: [jwk] });
    if (request.url !== '/token' || request.method !== 'POST') return send(404, {});
    const form = new URLSearchParams(await bodyOf(request));
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isClient = form.get('client_secret') === oidcClient.clientSecret || request.headers.authorization?.startsWith('Basic ');
    if (!grant || !isClient || proof !== grant.challenge || form.get('redirect_uri') !== grant.redirect)
      return send(400, { error: 'invalid_grant' });
    const token = state.wrong.noIdToken ? {} : { id_token: await idToken(grant) };
    send(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, ...token });
  }

  return {
    issuer,
    get wrong() {
      return state.wrong;
    },
    set wrong(wrong) {
      state.wrong = wrong;
    },
    signIn(authorizeUrl, sub, claims = {}) {
      const asked = new URL(authorizeUrl).searchParams;
      const code = randomUUID();
      const redirect = asked.get('redirect_uri') ?? '';
      if (asked.get('code_challenge_method') !== 'S256') throw new Error('asked without PKCE');
      grants.set(code, { sub, nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '', redirect, claims });
      const back = new URL(redirect);
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString();
      return back.href;
    },
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

const configuration = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
