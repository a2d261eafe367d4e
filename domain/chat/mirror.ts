import { z } from 'zod';

/** What people say in the room of an incident there is shown in its other rooms, and the other way round. */
export const Mirror = z.boolean().default(true);
