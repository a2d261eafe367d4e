import { z } from 'zod';

/** How the rooms of a platform are called: words with {number}, {date}, {n}, {severity}, {system} and {title}, so that no two are alike. */
export const RoomTemplate = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/\{number\}|\{n\}/u, 'names all rooms alike; write {number}, or {date} and {n}, somewhere in it');
