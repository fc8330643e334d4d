import { Button } from "./button";
import { cn } from "./cn";

interface LoadMoreProps {
  /** What the rows are: `profiles`. */
  what: string;
  shown: number;
  total: number;
  hasMore: boolean;
  busy: boolean;
  onMore: () => void;
}

/** Below a list that comes in pages: how much of it is there, and the next page. */
export function LoadMore({ what, shown, total, hasMore, busy, onMore }: LoadMoreProps) {
  return (
    <div className="flex items-center gap-3">
      <p role="status" className={cn("text-xs text-muted", !hasMore && "sr-only")}>
        {hasMore ? `${shown} of ${total} ${what}` : `${shown} ${what}`}
      </p>
      {hasMore && (
        <Button busy={busy} onClick={onMore}>
          Load more
        </Button>
      )}
    </div>
  );
}
