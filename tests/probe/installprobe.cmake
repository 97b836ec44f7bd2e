# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the probe's component to a folder of its own, builds the consumer against it and runs it.
cmake_minimum_required(VERSION 3.25)
set(prefix ${WORK_DIR}/prefix)
set(build ${WORK_DIR}/build)
set(flags "")
if(SANITIZE)
    set(flags -fsanitize=${SANITIZE})
endif()
file(REMOVE_RECURSE ${prefix} ${build})

execute_process(COMMAND_ERROR_IS_FATAL ANY
    COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --component probe --prefix ${prefix})
execute_process(COMMAND_ERROR_IS_FATAL ANY
    COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${CONSUMER_DIR} -B ${build}
        -D CMAKE_PREFIX_PATH=${prefix} -D CMAKE_CXX_COMPILER=${COMPILER}
        -D CMAKE_CXX_FLAGS=${flags})
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${CMAKE_COMMAND} --build ${build})
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${build}/consumer)

# Nothing of this project's own may leak into what others link.
file(GLOB targets ${prefix}/*/cmake/ThawProbe/*.cmake ${prefix}/*/*/cmake/ThawProbe/*.cmake)
if(NOT targets)
    message(FATAL_ERROR "There is no package file under ${prefix}")
endif()
foreach(file IN LISTS targets)
    file(READ ${file} text)
    string(FIND "${text}" "thaw_options" leaked)
    if(NOT leaked EQUAL -1)
        message(FATAL_ERROR "${file} names thaw_options")
    endif()
endforeach()
