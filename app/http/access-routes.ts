import type { FastifyInstance } from 'fastify';
import { feedRoutes } from './ics.ts';
import { joinRoutes } from './login-join.ts';
import { peopleRoutes } from './login-people.ts';
import { securityRoutes } from './login-security.ts';
import { loginRoutes } from './login.ts';
import { oidcRoutes } from './oidc.ts';
import { pushRoutes } from './push.ts';
import { setupRoutes } from './setup.ts';
import { tokenRoutes } from './tokens.ts';

const all = [loginRoutes, setupRoutes, joinRoutes, securityRoutes, peopleRoutes, tokenRoutes, oidcRoutes, feedRoutes, pushRoutes];

type Both<U> = (U extends unknown ? (each: U) => void : never) extends (every: infer I) => void ? I : never;

/** How people come in, and what they keep here of their own: logins, tokens, calendars, browsers that are written to. */
export function accessRoutes(app: FastifyInstance, parts: Both<Parameters<(typeof all)[number]>[1]>): void {
  for (const routes of all) routes(app, parts);
}
