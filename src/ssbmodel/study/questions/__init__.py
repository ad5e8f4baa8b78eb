"""Questions asked of a study: what drives an answer, and what must be true to reach one."""
