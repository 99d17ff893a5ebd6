module dinh.example/sumdbcheck

go 1.22

require golang.org/x/mod v0.0.0

// The test copies Go's own sumdb packages, which the toolchain vendors, into this folder of its build directory.
replace golang.org/x/mod => ./xmod
