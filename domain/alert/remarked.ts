import { keyOf, type Told } from '../event/event.ts';
import type { Remark } from '../incident/incident.ts';

/** Tells an incident what was odd about what a source sent. */
export const remarked = (incident: string, data: Remark): Told => ({ key: keyOf('incident', incident), type: 'group.remarked', data });
