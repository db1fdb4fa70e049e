"""What every list of records can do: be sorted, narrowed by columns, saved as filters, copied, pasted and changed."""
