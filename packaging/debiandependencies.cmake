# SPDX-License-Identifier: GPL-3.0-or-later
# Run by cpack before it makes the packages: names, as dependencies of `thaw`, the packages of the
# files that the program loads by itself, by the names that they have on this release of Debian.
include(${CPACK_THAW_LOADED_FILES})
find_program(dpkg_query dpkg-query REQUIRED)
# Without these two, CPack would make packages that depend on no library.
find_program(dpkg_shlibdeps dpkg-shlibdeps)
find_program(file_utility file)
if(NOT dpkg_shlibdeps OR NOT file_utility)
    message(FATAL_ERROR "To make Debian packages, install dpkg-dev and file.")
endif()

set(packages "")
foreach(file IN LISTS thaw_loaded_files)
    # The library itself: a link to it without a version is in a -dev package.
    file(REAL_PATH ${file} path)
    execute_process(COMMAND ${dpkg_query} --search ${path}
        OUTPUT_VARIABLE owner RESULT_VARIABLE status OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR
            "No package owns ${path}, which Thaw loads, so its dependency can't be named; "
            "install the package that has it.")
    endif()
    string(REGEX REPLACE "[:,].*" "" package ${owner})
    list(APPEND packages ${package})
endforeach()
list(REMOVE_DUPLICATES packages)
list(JOIN packages ", " CPACK_DEBIAN_UNSPECIFIED_PACKAGE_DEPENDS)
