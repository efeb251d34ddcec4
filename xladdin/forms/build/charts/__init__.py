"""Native charts (图): of the forms (``pictures``), and what any chart of ours is made of (``primitives``)."""
