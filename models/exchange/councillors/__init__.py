"""Lists of councillors: a council's own answer (ModernGov), tables and Popolo, each as the same rows."""
