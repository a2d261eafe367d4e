import { useSignal } from '@preact/signals';
import type { WecomSetup } from '../../upkeep.d.ts';
import type { ChatUser } from '../../api.d.ts';
import { People } from '../chats/people.tsx';
import { useTell as useChatTell } from '../chats/words.ts';
import { useDesk } from '../desk.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: WecomSetup; onAgain: () => void };
type Proposal = { person: string; user: ChatUser };

/** Whose userid is whose: what WeCom says is proposed, the admin says so. */
export function WhoStep({ setup: { people, kept }, onAgain, ...frame }: Props) {
  const tell = useTell();
  const say = useChatTell();
  const proposals = useProposals(onAgain);
  const offers = (proposals.found.value ?? []).filter(({ person }) => people.missing.some(({ name }) => name === person));
  const isWell = kept !== null && people.all > 0 && people.missing.length === 0;
  return (
    <Step {...frame} proof={isWell ? tell('whoDone') : null} name={tell('who')} why={tell('whoWhy')}>
      {kept === null ? (
        <p>{say('lookFirst')}</p>
      ) : (
        <>
          {people.missing.length > 0 && <Asking proposals={proposals} offers={offers} />}
          <People
            at={{ chat: 'wecom', type: 'wecom' }}
            people={people}
            how={tell('whoHow')}
            onDone={onAgain}
            offer={({ name }) =>
              offers
                .filter(({ person }) => person === name)
                .map((offer) => (
                  <button key={name} type="button" class="button small" onClick={() => void proposals.link([offer])}>
                    {tell('linkThis', saidOf(offer.user))}
                  </button>
                ))
            }
          />
        </>
      )}
    </Step>
  );
}

const saidOf = ({ name, user }: ChatUser): string => (name === user ? user : `${name} (${user})`);

type Proposals = ReturnType<typeof useProposals>;

function Asking({ proposals, offers }: { proposals: Proposals; offers: Proposal[] }) {
  const tell = useTell();
  const isBusy = proposals.isBusy.value;
  return (
    <p class="welcome-acts">
      <button type="button" class="button" disabled={isBusy} onClick={() => void proposals.ask()}>
        {tell('propose')}
      </button>
      {proposals.found.value !== null && <span role="status">{tell('proposed', offers.length)}</span>}
      {offers.length > 0 && (
        <button type="button" class="button primary" disabled={isBusy} onClick={() => void proposals.link(offers)}>
          {tell('linkAll', offers.length)}
        </button>
      )}
    </p>
  );
}

/** Asked only when somebody wants it: it is a question for each person. */
function useProposals(onDone: () => void) {
  const { api, notices } = useDesk();
  const found = useSignal<Proposal[] | null>(null);
  const isBusy = useSignal(false);
  return {
    found,
    isBusy,
    async ask() {
      isBusy.value = true;
      const answer = await api.get<{ proposals: Proposal[] }>('/chats/wecom/proposals');
      isBusy.value = false;
      if (!answer.ok) return notices.refused(answer.refusal);
      found.value = answer.value.proposals;
    },
    async link(offers: Proposal[]) {
      isBusy.value = true;
      for (const { person, user } of offers) {
        const answer = await api.post(`/people/${person}/contact`, { chat: { wecom: user.user } });
        if (!answer.ok) notices.refused(answer.refusal);
      }
      isBusy.value = false;
      onDone();
    },
  };
}
