import type { Role } from '../people/person.ts';

/** Who looks or acts. `person` is null for a token without a person, or a visitor who has not said who they are. */
export interface Viewer {
  readonly person: string | null;
  readonly roles: readonly Role[];
  /** Bots and the road read as Tocsin and see everything. */
  readonly tocsin?: true;
  /** Others read what they are told, so that they are told nothing private. */
  readonly isOverheard?: true;
}

/** Admins and auditors see private incidents too. */
export const seesAll = (v: Viewer): boolean =>
  v.tocsin === true || (!v.isOverheard && (v.roles.includes('admin') || v.roles.includes('auditor')));

/** As whom they see what is private to its people; '' for nobody. */
export const insider = ({ person, isOverheard }: Viewer): string => (isOverheard ? '' : (person ?? ''));

const ranks: readonly (readonly Role[])[] = [
  ['viewer', 'auditor'],
  ['responder'],
  ['operator', 'duty-manager', 'change-manager'],
  ['admin'],
];

/** Whether one of the roles is at least `needed`. An empty list may do nothing. */
export function permits(roles: readonly Role[], needed: 'viewer' | 'responder' | 'operator' | 'admin'): boolean {
  const floor = ranks.findIndex((r) => r.includes(needed));
  return roles.some((role) => ranks.findIndex((r) => r.includes(role)) >= floor);
}
