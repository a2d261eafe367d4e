import type { Card, CardAction, CardOption, CardSelect } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { OuterLink, RichText } from '../parts/rich-text.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { StateWord } from '../parts/state-word.tsx';
import '../style/card.css';

type Press = (action: Pick<CardAction, 'token'>) => Promise<void>;
type CardProps = { card: Card; press: Press };

export function MessageCard({ card, press }: CardProps) {
  return (
    <article class={`card ${card.state?.tone ?? 'quiet'}`}>
      <header class="card-head">
        {card.severity && <SeverityMark severity={card.severity} />}
        {card.state && <StateWord word={card.state.word} tone={card.state.tone} />}
      </header>
      <p class="card-title">
        <RichText text={card.title} />
      </p>
      {card.body && (
        <p class="card-body">
          <RichText text={card.body} />
        </p>
      )}
      <CardFields card={card} />
      <CardLinks card={card} />
      {(card.actions?.length || card.selects?.length) && (
        <div class="card-actions">
          {card.actions?.map((action) => (
            <CardButton key={action.token} action={action} press={press} />
          ))}
          {card.selects?.map((select) => (
            <CardChoice key={select.label} select={select} press={press} />
          ))}
        </div>
      )}
      {card.context && <p class="card-context">{card.context}</p>}
    </article>
  );
}

function CardFields({ card }: { card: Card }) {
  if (!card.fields?.length) return null;
  return (
    <dl class="card-fields">
      {card.fields.map((field) => (
        <div key={field.label}>
          <dt>{field.label}</dt>
          <dd>
            <RichText text={field.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function CardLinks({ card }: { card: Card }) {
  if (!card.links?.length) return null;
  return (
    <p class="card-links">
      {card.links.map((link) => (
        <OuterLink key={link.url} url={link.url} label={link.label} />
      ))}
    </p>
  );
}

function CardButton({ action, press }: { action: CardAction; press: Press }) {
  const { sheet } = useDesk();
  const isDanger = action.style === 'danger';
  const go = () => void press(action);
  const onClick = () => {
    if (!action.confirm) return go();
    sheet.value = { kind: 'confirm', question: action.confirm, word: action.label, isDanger, yes: go };
  };
  return (
    <button type="button" class={`button small ${action.style ?? ''}`} onClick={onClick}>
      {action.label}
    </button>
  );
}

/** Shows what holds until the card itself says otherwise: arrow keys alone must not change an incident. */
function CardChoice({ select, press }: { select: CardSelect; press: Press }) {
  const { sheet } = useDesk();
  const held = select.options.find((option) => option.isChosen)?.token ?? '';
  const choose = (option: CardOption | undefined) => {
    if (!option || option.token === held) return;
    const go = () => void press(option);
    if (option.confirm) sheet.value = { kind: 'confirm', question: option.confirm, word: option.label, isDanger: false, yes: go };
    else go();
  };
  return (
    <label class="card-choice">
      <span>{select.label}</span>
      <select
        value={held}
        onChange={({ currentTarget }) => {
          const { value } = currentTarget;
          currentTarget.value = held;
          choose(select.options.find((option) => option.token === value));
        }}
      >
        {held === '' && <option value="">—</option>}
        {select.options.map((option) => (
          <option key={option.token} value={option.token}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
