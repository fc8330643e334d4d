/** The logo: three sliders. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 20" className="size-5 shrink-0" aria-hidden>
      <path
        d="M2 4.5h16M2 10h16M2 15.5h16"
        className="stroke-field"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <g className="fill-accent">
        <circle cx="13" cy="4.5" r="2.5" />
        <circle cx="6.5" cy="10" r="2.5" />
        <circle cx="11" cy="15.5" r="2.5" />
      </g>
    </svg>
  );
}
