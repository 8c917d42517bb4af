// A small button of a row.
export interface ToolProps {
  id: string;
  label: string;
  sign: string;
  idle?: boolean;
  onClick(): void;
}

export function Tool({ id, label, sign, idle, onClick }: ToolProps) {
  // Not disabled when idle, because the keyboard would lose its place.
  return (
    <button type="button" id={id} class="form-tool form-quiet" aria-label={label} title={label} aria-disabled={idle} onClick={onClick}>
      {sign}
    </button>
  );
}
