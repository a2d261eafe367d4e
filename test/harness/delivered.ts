import { Integration } from '../../domain/alert/integration.ts';
import type { Delivered } from '../../ports/source.ts';

/** A payload as an adapter gets it, from an integration called `here`. */
export const delivered = (body: unknown, now: number, more: { headers?: Record<string, string>; spec?: object } = {}): Delivered => ({
  body,
  now,
  headers: more.headers ?? {},
  integration: { name: 'here', spec: Integration.parse({ source: 'any', key: 'k', ...more.spec }) },
  id: () => 'made-here',
});
