/** The labels of an alert, as it carries them. */
export function Labels({ labels }: { labels: Record<string, string> }) {
  return (
    <p class="labels">
      {Object.entries(labels).map(([name, value]) => (
        <code key={name}>
          {name}={value}
        </code>
      ))}
    </p>
  );
}
