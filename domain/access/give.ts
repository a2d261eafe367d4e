import type { Role } from '../people/person.ts';
import { permits } from './viewer.ts';

/** Whether somebody with these roles may hand one on, to a token say: an admin any, others what they have themselves and what is less. */
export function mayGive(own: readonly Role[], role: Role): boolean {
  if (own.includes('admin') || own.includes(role)) return true;
  return (role === 'viewer' || role === 'responder' || role === 'operator') && permits(own, role);
}
