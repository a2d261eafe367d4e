import { useDesk } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import { AlertRow } from './alert-row.tsx';
import { useSilences } from './quiet-reason.tsx';

/** The one alert that the address points at, unfolded above the list, wherever in it that stands. */
export function PointedAlert({ fingerprint }: { fingerprint: string }) {
  const { address } = useDesk();
  const silences = useSilences();
  const asked = useLive(`alert ${fingerprint}`, (desk) => desk.api.skill('alert/show', { fingerprint }), ['alerts']);
  const alert = asked.value.value;
  if (!alert) return <Problem of={asked} />;
  return (
    <ol class="long-list pointed">
      <AlertRow
        alert={alert}
        silences={silences}
        isOpen
        isGone={false}
        chosen={null}
        onTurn={() => address.turn('')}
        onChoose={() => undefined}
      />
    </ol>
  );
}
