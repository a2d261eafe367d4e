import { OutsideError } from '../../ports/errors.ts';
import { readSourceAlerts } from '../http/alert-intake.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

/** Asks a source for the alerts that it left out of a delivery, and puts them on the road like any other. */
export const sourceAsk = ({ store, clock, sources, intake }: PerformParts): Performer<'source.ask'> => ({
  type: 'source.ask',
  async perform({ cut }) {
    const integration = store.resources().get('integration', cut.integration);
    const source = integration && sources.get(integration.spec.source);
    if (!integration || !source) throw new OutsideError('not-found', `the integration ${cut.integration} is no longer configured`);
    if (!source.rest)
      throw new OutsideError('unsupported', `${integration.spec.source} cannot be asked for alerts; let it send all of them`);
    const { api } = integration.spec;
    if (api === undefined)
      throw new OutsideError(
        'unsupported',
        `the integration ${cut.integration} has no "api". Give it the address at which its source can be asked`,
      );
    const { signals } = readSourceAlerts(await source.rest(cut, api), integration, clock.now());
    if (signals.length > 0) await intake({ signals });
    return { echo: [{ type: 'rest.heard', data: { count: cut.count, heard: signals.length } }] };
  },
});
