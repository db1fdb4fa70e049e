"""Files of reference data (the national register, directories of postcodes): taken in as a whole, told in numbers."""
